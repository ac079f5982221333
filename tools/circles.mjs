// Lists circles of imports among the files of src, and fails if there is one: `node tools/circles.mjs`.
//
// An import counts for the file that defines a name, not for those that pass it on by `pub use`; tests don't count.
import { readFileSync, readdirSync } from 'node:fs'

const files = new Map(sources().map((file) => [moduleOf(file), readFileSync(file, 'utf8')]))
for (const [module, text] of [...files]) {
  for (const [, name] of text.matchAll(/#\[cfg\(test\)\]\s+(?:pub )?mod (\w+);/g)) {
    for (const other of [...files.keys()]) if (`${other}::`.startsWith(`${module}::${name}::`)) files.delete(other)
  }
}
for (const [module, text] of files) {
  files.set(module, text.replace(/(^|\s)\/\/.*/g, '$1').replace(/#\[cfg\(test\)\]\s+(?:pub )?mod \w+ \{[^]*/, ''))
}

function sources() {
  return readdirSync('src', { recursive: true }).filter((file) => file.endsWith('.rs')).map((file) => `src/${file}`)
}

/** `src/server/mail.rs` is `crate::server::mail`. */
function moduleOf(file) {
  const path = file.replace(/^src\//, '').replace(/\.rs$/, '').replace(/^(lib|main)$/, '')
  return file === 'src/main.rs' ? 'main' : ['crate', ...path.split('/')].filter(Boolean).join('::')
}

/** `{a, b::{c, d as e}}` as paths with the names that they get: `[['a', 'a'], …]`. */
function leaves(tree, before = '') {
  const open = tree.indexOf('{')
  if (open < 0) {
    const [path, name] = tree.trim().split(/\s+as\s+/)
    const whole = (before + path).replace(/::self$/, '')
    return path ? [[whole, name ?? whole.split('::').at(-1)]] : []
  }
  let depth = 0
  const parts = tree.slice(open + 1, tree.lastIndexOf('}')).replace(/[{},]/g, (sign) => {
    depth += { '{': 1, '}': -1 }[sign] ?? 0
    return sign === ',' && depth === 0 ? '\0' : sign
  })
  return parts.split('\0').flatMap((part) => leaves(part.trim(), before + tree.slice(0, open).trim()))
}

/** A path from the crate's root, as it is written in `module`. */
function absolute(path, module) {
  const names = path.split('::')
  const here = module.split('::')
  if (names[0] === 'latchkey') names[0] = 'crate'
  if (names[0] === 'crate') return names
  if (names[0] === 'self') return [...here, ...names.slice(1)]
  if (names[0] !== 'super') return files.has(`${module}::${names[0]}`) ? [...here, ...names] : undefined
  const ups = names.findIndex((name) => name !== 'super')
  return [...here.slice(0, here.length - ups), ...names.slice(ups)]
}

function uses(text) {
  return [...text.matchAll(/(?:^|\n)\s*(?:pub(?:\([^)]*\))? )?use ([^;]+);/g)].flatMap(([, tree]) => leaves(tree))
}

/** The file that defines what `names` lead to. */
function definition(names, seen = new Set()) {
  let length = names.length
  while (length > 0 && !files.has(names.slice(0, length).join('::'))) length--
  const module = names.slice(0, length).join('::')
  const name = names[length]
  const passedOn = uses(files.get(module) ?? '').find(([, as]) => as === name)
  const path = passedOn && absolute(passedOn[0], module)
  if (!path || seen.has(path.join('::'))) return module
  return definition([...path, ...names.slice(length + 1)], seen.add(path.join('::')))
}

const imports = new Map()
for (const [module, text] of files) {
  const times = (name) => text.split(/\W+/).filter((word) => word === name).length
  const used = uses(text).filter(([, name]) => name === '*' || times(name) > 1)
  const code = text.replace(/\buse [^;]+;/g, '')
  const inline = [...code.matchAll(/(?<![\w:])[a-z]\w*(?:::\w+)+/g)].map(([path]) => [path])
  const paths = [...used, ...inline].map(([path]) => absolute(path, module)).filter(Boolean)
  imports.set(module, new Set(paths.map((path) => definition(path)).filter((other) => other && other !== module)))
}

/** All that `from` leads to. */
function reach(from) {
  const found = new Set()
  const open = [from]
  while (open.length) for (const next of imports.get(open.pop()) ?? []) if (!found.has(next)) open.push(next), found.add(next)
  return found
}
const reached = new Map([...imports.keys()].map((module) => [module, reach(module)]))
const left = new Set([...imports.keys()].filter((module) => reached.get(module).has(module)))
let circles = 0
for (const module of left) {
  const circle = [...left].filter((other) => reached.get(module).has(other) && reached.get(other).has(module))
  circles++
  console.error(`A circle of imports among ${circle.length} files of src:`)
  for (const one of circle) {
    left.delete(one)
    console.error(`  ${one} -> ${[...imports.get(one)].filter((other) => circle.includes(other)).join(', ')}`)
  }
}
process.exitCode = circles ? 1 : 0
