// Run by `node --test tools/site`.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';

import { nameScripts } from './names.mjs';

const assets = new URL('../../public', import.meta.url);

function built(change) {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-site-'));
  cpSync(assets, folder, { recursive: true });
  change?.(folder);
  return { folder, named: nameScripts(folder) };
}

test('every script is named by its content, and imports are by those names', () => {
  const { folder, named } = built();
  assert.deepEqual([...named.keys()].sort(), readdirSync(assets).filter((name) => name.endsWith('.js')).sort());
  for (const [script, name] of named) {
    assert.match(name, new RegExp(`^${script.slice(0, -3)}\\.[A-Za-z0-9]{22}\\.js$`));
    const text = readFileSync(join(folder, name), 'utf8');
    for (const plain of named.keys()) assert.ok(!text.includes(`'/${plain}'`), `${name} imports ${plain}`);
  }
  assert.ok(readFileSync(join(folder, named.get('list.js')), 'utf8').includes(`from '/${named.get('times.js')}'`));
  assert.ok(!readdirSync(folder).includes('form.js'));
});

test('a script that changes has another name, and so has what imports it', () => {
  const before = built().named;
  const after = built((folder) => writeFileSync(join(folder, 'times.js'), `${readFileSync(join(folder, 'times.js'))}// more\n`)).named;
  assert.notEqual(after.get('times.js'), before.get('times.js'));
  assert.notEqual(after.get('list.js'), before.get('list.js'));
  assert.equal(after.get('form.js'), before.get('form.js'));
});

test('scripts that import each other stop the build', () => {
  const circle = (folder) => {
    writeFileSync(join(folder, 'a.js'), "import '/b.js';");
    writeFileSync(join(folder, 'b.js'), "import('/a.js');");
  };
  assert.throws(() => built(circle), /import each other/);
});
