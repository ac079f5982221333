// How each peer is started and spoken to: all through its own API. A kind is a name, how it starts, and for a
// server at `base`: `signIn`, which gives two devices of one account; `who`, what is asked for 'who am I'; whether
// an answer to it lets in; and `revoke`, by which the first device signs out the second.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Device } from './client.mjs';
import * as install from './install.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const ADA = { email: 'ada@example.com', password: 'correct horse battery staple' };
const versions = install.versions();
const secret = () => randomBytes(32).toString('base64url');

function latchkey(program) {
  return {
    name: 'Latchkey',
    version: `Latchkey, ${program === install.LATCHKEY ? 'this build' : 'the program that was given'}`,
    // Its cheapest answer to a session: it asks nothing beyond the check itself.
    who: '/api/account/privacy',
    command: (port, folder) => {
      mkdirSync(join(folder, 'site', 'pkg'), { recursive: true });
      return { command: [program, `--listen=127.0.0.1:${port}`, '--data-dir=data', '--site-root=site'] };
    },
    lets: ({ status, body }) => status === 200 && typeof body.precision === 'string',
    async signIn(base) {
      const [first, second] = [new Device(base), new Device(base)];
      await first.must('POST', '/sign-up', { form: ADA });
      await second.must('POST', '/sign-in', { form: ADA });
      return [first, second];
    },
    async revoke(first) {
      const { page } = await first.must('GET', '/api/devices?page=1');
      const device = page.devices.find((device) => !device.current).id;
      await first.must('POST', '/devices/sign-out', { form: { device, when: 'now', password: ADA.password } });
    },
  };
}

function betterAuth(cache) {
  return {
    name: cache ? 'Better Auth, cookie cache' : 'Better Auth',
    version: versions.betterAuth,
    who: '/api/auth/get-session',
    command: (port, folder) => ({
      command: [process.execPath, 'server.mjs', port, join(folder, 'database'), ...(cache ? ['cache'] : [])],
      cwd: install.betterAuth(),
      env: { NODE_ENV: 'production', PEER_SECRET: secret() },
    }),
    // Without a session the answer is null.
    lets: ({ status, body }) => status === 200 && body?.user?.email === ADA.email,
    async signIn(base) {
      const [first, second] = [new Device(base), new Device(base)];
      const headers = { origin: base };
      await first.must('POST', '/api/auth/sign-up/email', { json: { ...ADA, name: 'Ada' }, headers });
      await second.must('POST', '/api/auth/sign-in/email', { json: ADA, headers });
      return [first, second];
    },
    async revoke(first, second) {
      // As its list names it: by its token.
      const { session } = await second.copy().must('GET', '/api/auth/get-session');
      const listed = await first.must('GET', '/api/auth/list-sessions');
      const { token } = listed.find((entry) => entry.token === session.token);
      await first.must('POST', '/api/auth/revoke-session', { json: { token }, headers: { origin: first.base } });
    },
  };
}

function django(tracked) {
  const api = '/_allauth/browser/v1';
  const csrf = (device) => ({ 'x-csrftoken': device.cookies.get('csrftoken') });
  return {
    name: tracked ? 'Django allauth, activity recorded' : 'Django allauth',
    version: versions.django,
    who: `${api}/auth/session`,
    command: (port, folder) => {
      const programs = install.django();
      const cwd = join(HERE, 'django');
      const env = {
        PEER_SECRET: secret(),
        PEER_DATABASE: join(folder, 'database'),
        PEER_TRACK: tracked ? 'yes' : 'no',
        PYTHONDONTWRITEBYTECODE: 'yes',
      };
      execFileSync(join(programs, 'python'), ['peer.py'], { cwd, env: { PATH: process.env.PATH, ...env } });
      // As many workers as gunicorn's documentation advises.
      const workers = 2 * availableParallelism() + 1;
      const options = ['--workers', workers, '--worker-tmp-dir', '/dev/shm', '--no-control-socket'];
      const command = [join(programs, 'gunicorn'), ...options, '--bind', `127.0.0.1:${port}`, 'peer:application'];
      return { command, cwd, env };
    },
    lets: ({ status, body }) => status === 200 && body.data.user.email === ADA.email,
    async signIn(base) {
      const devices = [new Device(base), new Device(base)];
      for (const [device, path] of [[devices[0], 'signup'], [devices[1], 'login']]) {
        await device.must('GET', `${api}/config`);
        await device.must('POST', `${api}/auth/${path}`, { json: ADA, headers: csrf(device) });
      }
      return devices;
    },
    async revoke(first) {
      const { data } = await first.must('GET', `${api}/auth/sessions`);
      const sessions = data.filter((session) => !session.is_current).map((session) => session.id);
      await first.must('DELETE', `${api}/auth/sessions`, { json: { sessions }, headers: csrf(first) });
    },
  };
}

function axumLogin() {
  return {
    name: 'axum-login',
    version: versions.axumLogin,
    who: '/me',
    command: (port, folder) => ({ command: [install.axumLogin(), port, join(folder, 'database')] }),
    lets: ({ status, body }) => status === 200 && body.email === ADA.email,
    async signIn(base) {
      const [first, second] = [new Device(base), new Device(base)];
      await first.must('POST', '/sign-up', { form: ADA });
      for (const device of [first, second]) await device.must('POST', '/sign-in', { form: ADA });
      return [first, second];
    },
    // It has no list of sessions: only who holds the cookie can sign it out.
    async revoke(_, second) {
      await second.copy().must('POST', '/sign-out');
    },
  };
}

/** All that are compared, Latchkey first; its server is at `program`, else where `bin/build` puts it. */
export function kinds(program = install.LATCHKEY) {
  return [latchkey(program), betterAuth(false), betterAuth(true), django(false), django(true), axumLogin()];
}
