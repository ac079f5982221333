#!/usr/bin/env node
// 'Who am I' with a live session, of Latchkey and of its peers, under the same load: `make peers`.
//
//   node benches/peers/peers.mjs [--program PATH] [--seconds 5] [--rounds 5] [--connections 10] [--only TEXT,…] [--write]
//
// Each peer is installed from its registry at pinned versions, and started on a free port of the loopback address
// over a database of its own. Two devices sign in through its own API; the second one's cookie carries the load.
// Rounds go from peer to peer, so that a machine that slows down slows all of them; medians are printed. At the end
// the second device is signed out elsewhere, and its cookie is sent once more. --program is a release build of
// Latchkey's server; --only names some peers by a part of their names; --write puts the table into RESULTS.md.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { machine, put } from '../results.mjs';
import { Device } from './client.mjs';
import { kinds } from './kinds.mjs';
import { load, median } from './load.mjs';
import { end, freePort, resident, started } from './processes.mjs';

const { values: options } = parseArgs({
  options: {
    program: { type: 'string' },
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '10' },
    only: { type: 'string', default: '' },
    write: { type: 'boolean', default: false },
  },
});
const [seconds, rounds, connections] = [options.seconds, options.rounds, options.connections].map(Number);
const chosen = options.only.toLowerCase().split(',');

const work = mkdtempSync(join(tmpdir(), 'latchkey-peers-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));

const servers = [];
for (const kind of kinds(options.program && resolve(options.program))) {
  if (!chosen.some((text) => kind.name.toLowerCase().includes(text))) continue;
  servers.push(await serverOf(kind));
}
// The first round warms up and isn't counted.
for (let round = 0; round <= rounds; round += 1) {
  for (const server of servers) {
    const figures = await measured(server);
    if (round > 0) server.rounds.push(figures);
    console.error(`${round === 0 ? 'warming up' : `round ${round}`}: ${server.kind.name}: ${Math.round(figures.rate)}/s`);
  }
}
const rows = [];
for (const server of servers) rows.push(await row(server));
const report = table(rows);
console.log(report);
if (options.write) put('peers', report);
servers.forEach((server) => end(server.child));
process.exit(0);

/** A server of this kind, with two devices signed in. */
async function serverOf(kind) {
  const port = await freePort();
  const folder = join(work, `${servers.length}`);
  mkdirSync(folder);
  const base = `http://127.0.0.1:${port}`;
  const { command, ...settings } = kind.command(port, folder);
  const child = await started(command.map(String), { url: base + kind.who, log: join(folder, 'log'), cwd: folder, ...settings });
  const [first, second] = await kind.signIn(base);
  if (kind.lets(await new Device(base).send('GET', kind.who))) throw new Error(`${kind.name} lets in who isn't signed in`);
  return { kind, base, child, first, second, rounds: [] };
}

/** One round. The session must live before it and after it: an answer without one would be another's. */
async function measured({ kind, base, second }) {
  await mustLive(kind, second);
  const figures = await load(base + kind.who, { cookie: second.cookie(), seconds, connections });
  await mustLive(kind, second);
  return figures;
}

async function mustLive(kind, device) {
  const answer = await device.send('GET', kind.who);
  if (!kind.lets(answer)) throw new Error(`${kind.name}: no live session: ${answer.status} ${JSON.stringify(answer.body)}`);
}

/** The figures of one server; its second device is signed out for the last of them. */
async function row({ kind, child, first, second, rounds }) {
  const memory = resident(child);
  await mustLive(kind, second);
  await kind.revoke(first, second);
  // The thief's copy: the cookies as they were.
  const after = await second.copy().send('GET', kind.who);
  const middle = (name) => median(rounds.map((figures) => figures[name]));
  const [rate, p50, p99] = ['rate', 'p50', 'p99'].map(middle);
  return { name: kind.name, version: kind.version, rate, p50, p99, memory, refused: !kind.lets(after) };
}

/** The table, and what the figures are of. */
function table(rows) {
  const own = rows[0];
  const lines = rows.map(({ name, rate, p50, p99, memory, refused }) =>
    [name, Math.round(rate), `${(own.rate / rate).toFixed(2)}`, p50.toFixed(2), p99.toFixed(2), Math.round(memory), refused ? 'yes' : '**no**'],
  );
  const head = ['', 'requests/s', `${own.name} / this`, 'p50 ms', 'p99 ms', 'resident MiB', 'a revoked session is refused at the next request'];
  const text = [head, head.map((_, at) => (at === 0 ? '---' : '---:')), ...lines].map((cells) => `| ${cells.join(' | ')} |`);
  const made = [...new Set(rows.map((row) => row.version))].join('; ');
  const how = `${connections} connections, ${rounds} interleaved rounds of ${seconds} s, medians. ${made}.`;
  return [`${machine()}`, '', how, '', ...text].join('\n');
}
