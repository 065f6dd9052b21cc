// Usage: node strip.mjs SOURCE_DIRECTORY OUTPUT_DIRECTORY
// Copies every .mjs file, without the lines that hold only comments; other files are left alone.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stripComments } from './comments.mjs';

const [from, to] = process.argv.slice(2);
if (!from || !to) {
  console.error('usage: node strip.mjs SOURCE_DIRECTORY OUTPUT_DIRECTORY');
  process.exit(2);
}
const sources = readdirSync(from, { recursive: true })
  .filter((file) => file.endsWith('.mjs'))
  .sort();
if (sources.length === 0) {
  console.error(`${from}: no .mjs file; name the directory that holds the sources`);
  process.exit(1);
}
for (const file of sources) {
  const target = join(to, file);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, stripComments(readFileSync(join(from, file), 'utf8')));
}
