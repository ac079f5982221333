// A real reverse proxy in front of a Latchkey of its own, as docs/deployment.md has it set up: nginx, https.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start, test, type Server } from './latchkey';

// bin/setup notes where it is.
const program = () => readFileSync(join(process.env.LATCHKEY_TOOLS ?? '../.tools', 'nginx-path'), 'utf8').trim();
const cities = new URL('../tests/data/GeoLite2-City-Test.mmdb', import.meta.url).pathname;

/** The same tests' equipment behind nginx. `X-Test-Client` names the address that nginx is to see. */
export const proxied = test.extend<{}, { server: Server }>({
  server: [
    async ({}, use) => {
      const [inner, outer] = [await freePort(), await freePort()];
      const nginx = await startNginx(inner, outer);
      const started = await start(
        `--listen=127.0.0.1:${inner}`,
        `--public-url=https://localhost:${outer}`,
        // Not the browser's own address: from it, everything would be believed.
        '--trusted-proxies=127.0.0.2',
        `--location-db=${cities}`,
      );
      await use(started);
      await started.stop();
      await nginx.stop();
    },
    { scope: 'worker' },
  ],
  ignoreHTTPSErrors: true,
});

async function startNginx(inner: number, outer: number) {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-nginx-'));
  mkdirSync(join(folder, 'temp'));
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const elliptic = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc'];
  execFileSync('openssl', ['req', '-x509', '-days', '2', ...elliptic, ...subject, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((of) => `${of}_temp_path temp/${of};`);
  writeFileSync(join(folder, 'nginx.conf'), `
daemon off;
master_process off;
pid nginx.pid;
error_log stderr warn;
events {}
http {
  access_log off;
  ${temporary.join('\n  ')}
  set_real_ip_from 127.0.0.1;
  real_ip_header X-Test-Client;
  server {
    listen 127.0.0.1:${outer} ssl http2;
    ssl_certificate ${certificate};
    ssl_certificate_key ${key};
    location / {
      proxy_pass http://127.0.0.1:${inner};
      proxy_bind 127.0.0.2;
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header Forwarded "";
    }
  }
}
`);
  const child = spawn(program(), ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'], { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.on('data', (text) => (log += text));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  for (let tries = 0; !(await listens(outer)); tries++) {
    if (tries > 100 || child.exitCode !== null) throw new Error(`nginx did not start:\n${log}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true });
  };
  return { stop };
}

/** Each must know the other's port before it starts. */
const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const listens = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
