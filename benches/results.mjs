#!/usr/bin/env node
// Runs the benchmarks and writes what they print into benches/RESULTS.md: `make bench`.
//
//   node benches/results.mjs [BENCH…]
//
// Each section of that file stands between two marks and is replaced as a whole; what isn't run stays as it was.
// Each begins with the day, the machine and the versions that it was measured with.
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(HERE);
const RESULTS = join(HERE, 'RESULTS.md');
/** What `make bench` runs, in the order of the file. */
const ALL = ['check', 'ratios', 'engines', 'load', 'scale', 'holding', 'cost'];
/** The crates on whose versions the figures depend. */
const CRATES = ['axum', 'hyper', 'tokio', 'sqlx', 'jsonwebtoken', 'argon2', 'leptos'];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const wanted = process.argv.length > 2 ? process.argv.slice(2) : ALL;
  // Before the first is run: one without a section would stop those after it.
  wanted.forEach(around);
  for (const bench of wanted) {
    const began = Date.now();
    const { status, text } = await output('cargo', ['bench', '--locked', '--bench', bench]);
    const took = `${((Date.now() - began) / 60_000).toFixed(1)} minutes, with what had to be compiled`;
    // What it printed until then says what is wrong.
    if (status !== 0) process.exitCode = 1;
    const end = status === 0 ? `It took ${took}.` : `**It failed**, after ${took}.`;
    put(bench, [machine(), '', '```', text.trimEnd(), '```', '', end].join('\n'));
  }
}

/** Puts `text` into a section of the file. */
export function put(section, text) {
  const { before, after } = around(section);
  const clean = text.replaceAll(ROOT, '.').replaceAll(process.env.HOME ?? ROOT, '~');
  writeFileSync(RESULTS, `${before}\n${clean}\n${after}`);
}

/** What stands before a section and after it. */
function around(section) {
  const [begin, end] = [`<!-- ${section} -->`, `<!-- end of ${section} -->`];
  const text = readFileSync(RESULTS, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${begin} … ${end} is missing in benches/RESULTS.md`);
  return { before: text.slice(0, from + begin.length), after: text.slice(to) };
}

/** One line: the day, the machine, and what the figures were made with. */
export function machine() {
  const run = (program, ...options) => execFileSync(program, options, { encoding: 'utf8', cwd: ROOT }).trim();
  const lock = readFileSync(join(ROOT, 'Cargo.lock'), 'utf8');
  const version = (name) => new RegExp(`name = "${name}"\\nversion = "([^"]+)"`).exec(lock)[1];
  const commit = run('git', 'rev-parse', '--short=9', 'HEAD') + (run('git', 'status', '--porcelain', '--', 'src', 'crates', 'Cargo.lock') ? ' with changes' : '');
  const memory = Math.round(totalmem() / 2 ** 30);
  const versions = [
    run('rustc', '--version').replace(/ \(.*/, ''),
    ...CRATES.map((name) => `${name} ${version(name)}`),
    `Node ${process.versions.node}`,
    ...(python() ? [python()] : []),
  ];
  const day = new Date().toISOString().slice(0, 10);
  const cores = availableParallelism();
  return `${day}, commit ${commit}; ${cores} ${cores === 1 ? 'processor' : 'processors'} (${cpus()[0].model.trim()}), ${memory} GiB; ${versions.join(', ')}.`;
}

function python() {
  try {
    return execFileSync('python3', ['--version'], { encoding: 'utf8' }).trim();
  } catch {
    return null;
  }
}

/** What a program prints, which is shown meanwhile as well, and the status that it ends with. */
function output(program, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, options, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (piece) => {
      process.stdout.write(piece);
      text += piece;
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, text }));
  });
}
