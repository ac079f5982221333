// Run by `node --test tools/site`.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import test from 'node:test';

import { gathered } from './style.mjs';

const folder = fileURLToPath(new URL('../../style', import.meta.url));

test('every part of the style sheet is gathered, and no browser has to fetch another file for it', async () => {
  const listed = [...readFileSync(`${folder}/main.scss`, 'utf8').matchAll(/^@use "(.+)";$/gm)].map(([, part]) => `${part}.css`);
  const parts = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.css'));
  assert.deepEqual(listed.toSorted(), parts.toSorted());
  const css = (await gathered(`${folder}/main.scss`)).toString();
  assert.match(css, /\.page-foot/);
  assert.doesNotMatch(css, /@use|@import|url\(/);
});
