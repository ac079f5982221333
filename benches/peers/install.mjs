// What each peer needs, from its registry, at the versions of its lock file; what is there already costs nothing.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, '..', '..');
const TARGET = process.env.CARGO_TARGET_DIR ?? join(ROOT, 'target');
const TOOLS = join(process.env.LATCHKEY_TOOLS ?? join(ROOT, '.tools'), 'peers');

/** Latchkey's server, where `bin/build` puts it. */
export const LATCHKEY = join(TARGET, 'release', 'latchkey');

/** Better Auth: its folder, with the server in it. */
export function betterAuth() {
  const folder = once('better-auth', ['package.json', 'package-lock.json', '.npmrc'], (folder) => {
    // better-sqlite3 is compiled where its own binary can't be had: Node's headers are beside it, if anywhere.
    const prefix = dirname(dirname(process.execPath));
    const headers = existsSync(join(prefix, 'include', 'node', 'node.h')) ? { npm_config_nodedir: prefix } : {};
    run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, env: { ...process.env, ...headers } });
  });
  copyFileSync(join(HERE, 'better-auth', 'server.mjs'), join(folder, 'server.mjs'));
  return folder;
}

/** Django: the folder with its programs. */
export function django() {
  const folder = once('django', ['requirements.txt'], (folder) => {
    run('python3', ['-m', 'venv', folder]);
    const options = ['install', '--quiet', '--disable-pip-version-check', '--no-deps'];
    run(join(folder, 'bin', 'pip'), [...options, '-r', join(folder, 'requirements.txt')]);
  });
  return join(folder, 'bin');
}

/** axum-login: its program. */
export function axumLogin() {
  const target = join(TARGET, 'peers', 'axum-login');
  const manifest = join(HERE, 'axum-login', 'Cargo.toml');
  run('cargo', ['build', '--quiet', '--release', '--locked', '--manifest-path', manifest, '--target-dir', target]);
  return join(target, 'release', 'axum-login-peer');
}

/** The versions that are pinned, as the table names them. */
export function versions() {
  const npm = JSON.parse(readFileSync(join(HERE, 'better-auth', 'package.json'), 'utf8')).dependencies;
  const python = Object.fromEntries(lines('django/requirements.txt').map((line) => line.split('==')));
  const lock = readFileSync(join(HERE, 'axum-login', 'Cargo.lock'), 'utf8');
  const crate = (name) => new RegExp(`name = "${name}"\\nversion = "([^"]+)"`).exec(lock)[1];
  return {
    betterAuth: `Better Auth ${npm['better-auth']} (better-sqlite3 ${npm['better-sqlite3']})`,
    django: `Django ${python.Django}, django-allauth ${python['django-allauth']}, gunicorn ${python.gunicorn}`,
    axumLogin: `axum-login ${crate('axum-login')}, tower-sessions ${crate('tower-sessions')}, axum ${crate('axum')}`,
  };
}

/** The folder of a peer; made again where one of `files`, which say what is in it, was changed. */
function once(name, files, install) {
  const folder = join(TOOLS, name);
  const wanted = files.map((file) => readFileSync(join(HERE, name, file), 'utf8')).join('\n');
  const mark = join(folder, '.installed-from');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return folder;
  console.error(`Installing ${name}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of files) copyFileSync(join(HERE, name, file), join(folder, file));
  install(folder);
  writeFileSync(mark, wanted);
  return folder;
}

function lines(file) {
  return readFileSync(join(HERE, file), 'utf8').split('\n').filter((line) => line && !line.startsWith('#'));
}

function run(program, options, settings = {}) {
  execFileSync(program, options, { stdio: ['ignore', 2, 2], ...settings });
}
