// Names by content: what has one may be kept by the browser for ever.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

// Puts the content of a file into its name; what of it stands there.
export function nameByContent(file, name, extension) {
  const hash = createHash('sha256').update(readFileSync(file)).digest('base64url').replace(/[-_]/g, '').slice(0, 22);
  renameSync(file, join(dirname(file), `${name}.${hash}.${extension}`));
  return hash;
}

// The same for every script in a folder. What one imports is named first, for that name is part of its content.
export function nameScripts(folder) {
  const named = new Map();
  const nameOf = (script, importers = []) => {
    if (importers.includes(script)) throw new Error(`these scripts import each other: ${[...importers, script].join(', ')}`);
    if (!named.has(script)) {
      const file = join(folder, script);
      const imports = /(\bfrom\s*|\bimport\s*\(?\s*)(['"])\/([\w-]+\.js)\2/g;
      const text = readFileSync(file, 'utf8').replace(
        imports,
        (_, before, quote, imported) => `${before}${quote}/${nameOf(imported, [...importers, script])}${quote}`,
      );
      writeFileSync(file, text);
      const stem = script.slice(0, -'.js'.length);
      named.set(script, `${stem}.${nameByContent(file, stem, 'js')}.js`);
    }
    return named.get(script);
  };
  for (const script of readdirSync(folder).filter((name) => name.endsWith('.js'))) nameOf(script);
  return named;
}
