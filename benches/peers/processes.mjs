// The servers: started, measured, and ended with everything that they started.
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const running = new Set();
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
process.on('exit', () => running.forEach(end));

/** A port of the loopback address that nobody listens on. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts a program, whose output goes to `log`, and waits until it answers at `url`. */
export async function started(command, { url, log, env = {}, cwd }) {
  const output = openSync(log, 'w');
  const [program, ...options] = command;
  const clean = { PATH: process.env.PATH, HOME: process.env.HOME, ...env };
  const child = spawn(program, options, { cwd, env: clean, detached: true, stdio: ['ignore', output, output] });
  closeSync(output);
  running.add(child);
  let ended = null;
  child.on('error', (error) => (ended = error.message));
  child.on('exit', (status, signal) => (ended = `it ended with ${status ?? signal}`));
  for (const limit = Date.now() + 60_000; ; await sleep(100)) {
    if (ended !== null) throw new Error(`${program}: ${ended}\n${readFileSync(log, 'utf8').slice(-2000)}`);
    if (await fetch(url, { redirect: 'manual' }).then((answer) => answer.text().then(() => true), () => false)) break;
    if (Date.now() > limit) throw new Error(`${program} does not answer\n${readFileSync(log, 'utf8').slice(-2000)}`);
  }
  return child;
}

/** Ends a program with all processes of its group. */
export function end(child) {
  running.delete(child);
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It is gone.
  }
}

/** What a program and all that it started hold in memory, in MiB: the sum of their VmRSS. */
export function resident(child) {
  const parents = new Map();
  for (const name of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const status = statusOf(name);
    if (status) parents.set(Number(name), status);
  }
  const belongs = (pid) => pid === child.pid || (parents.has(pid) && belongs(parents.get(pid).parent));
  const ours = [...parents].filter(([pid]) => belongs(pid)).map(([, status]) => status.resident);
  return ours.reduce((sum, kib) => sum + kib, 0) / 1024;
}

function statusOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    const number = (name) => Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(text)?.[1] ?? 0);
    return { parent: number('PPid'), resident: number('VmRSS') };
  } catch {
    return null;
  }
}
