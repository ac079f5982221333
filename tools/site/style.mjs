// The style sheet: one file of many, without what browsers don't need.
import { readFile } from 'node:fs/promises';

import { bundleAsync } from 'lightningcss';

// `entry` lists the parts with Sass's `@use`, which is all of Sass that it has: cargo-leptos gathers no imports of CSS.
export async function gathered(entry) {
  const read = async (file) => (await readFile(file, 'utf8')).replace(/^@use "([\w/-]+)";$/gm, '@import "./$1.css";');
  const { code } = await bundleAsync({ filename: entry, minify: true, resolver: { read } });
  return code;
}
