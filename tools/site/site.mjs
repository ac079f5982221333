// From the compiled WebAssembly to the folder that the server serves: bindings, size, names by
// content, the style sheet, the assets, and a copy by brotli and by gzip of each that is worth one.
// The settings are those of [package.metadata.leptos] in Cargo.toml.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

import { nameByContent, nameScripts } from './names.mjs';
import { gathered } from './style.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const { values: options } = parseArgs({
  options: { target: { type: 'string' }, 'wasm-bindgen': { type: 'string' }, print: { type: 'string' } },
});

const metadata = JSON.parse(
  execFileSync('cargo', ['metadata', '--no-deps', '--offline', '--format-version', '1'], { cwd: root, maxBuffer: 1 << 26 }),
);
const settings = metadata.packages.find((p) => p.name === 'latchkey').metadata.leptos;

if (options.print) {
  console.log(settings[options.print]);
} else {
  await build(settings['output-name']);
}

async function build(name) {
  const wasm = join(options.target, 'wasm32-unknown-unknown', settings['lib-profile-release'], `${name}.wasm`);
  const site = join(options.target, 'site');
  const made = join(options.target, 'site.made-from');
  const style = join(root, settings['style-file']);
  const scripts = ['site.mjs', 'names.mjs', 'style.mjs'].map((script) => join(here, script));
  const inputs = fingerprint([wasm, options['wasm-bindgen'], ...scripts, ...files(dirname(style)), ...files(join(root, settings['assets-dir']))]);
  const hashFile = join(options.target, 'release', 'hash.txt');
  if (existsSync(hashFile) && existsSync(made) && readFileSync(made, 'utf8') === inputs) return;

  const work = join(options.target, 'site.work');
  const pkg = join(work, settings['site-pkg-dir']);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(pkg, { recursive: true });
  cpSync(join(root, settings['assets-dir']), work, { recursive: true });

  execFileSync(options['wasm-bindgen'], [wasm, pkg]);
  const module = join(pkg, `${name}_bg.wasm`);
  // Not --all-features: Chromium refuses what comes of it. The module names the features it uses.
  wasmOpt([module, '-o', module, '-Oz', '--converge', '--strip-debug', '--strip-producers', '--strip-target-features']);
  const css = join(pkg, `${name}.css`);
  writeFileSync(css, await gathered(style));

  // Names by content. The server reads these from `hash.txt` beside its executable, as cargo-leptos
  // writes it; those of the scripts it finds in the folder.
  nameScripts(work);
  const hashes = {
    js: nameByContent(join(pkg, `${name}.js`), name, 'js'),
    wasm: nameByContent(module, name, 'wasm'),
    css: nameByContent(css, name, 'css'),
  };
  for (const file of files(work)) compress(file);

  rmSync(site, { recursive: true, force: true });
  renameSync(work, site);
  mkdirSync(dirname(hashFile), { recursive: true });
  writeFileSync(hashFile, Object.entries(hashes).map(([kind, hash]) => `${kind}: ${hash}\n`).join(''));
  writeFileSync(made, inputs);
  for (const file of files(join(site, settings['site-pkg-dir']))) {
    if (file.endsWith('.br')) console.log(`    ${file.slice(site.length + 1)}: ${statSync(file.slice(0, -3)).size} bytes, ${statSync(file).size} as brotli`);
  }
}

function wasmOpt(args) {
  execFileSync(join(here, 'node_modules', '.bin', 'wasm-opt'), args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

function compress(file) {
  if (!['.js', '.css', '.wasm', '.svg', '.txt', '.webmanifest'].includes(extname(file))) return;
  const content = readFileSync(file);
  const brotli = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  const packed = { br: brotliCompressSync(content, { params: brotli }), gz: gzipSync(content, { level: 9 }) };
  for (const [ending, bytes] of Object.entries(packed)) {
    if (bytes.length < content.length) writeFileSync(`${file}.${ending}`, bytes);
  }
}

function files(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(path).update('\0').update(readFileSync(path)).update('\0');
  return hash.digest('hex');
}
