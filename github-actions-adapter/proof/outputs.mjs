// outputs.mjs FILE: what @actions/core adds to the file of outputs that Slipway wrote has the same form; prints the matrix.
import * as core from '@actions/core';
import fs from 'node:fs';

const file = process.argv[2];
const ours = parse(fs.readFileSync(file, 'utf8'));
for (const [name, value] of ours) core.setOutput(`again_${name}`, value);
const all = parse(fs.readFileSync(file, 'utf8'));
for (const [name, value] of ours) {
  if (all.get(`again_${name}`) !== value) throw new Error(`${name} is not read as it was written`);
}
for (const name of ['matrix', 'has_work', 'eta', 'cache-hit']) if (!ours.has(name)) throw new Error(`there is no ${name}`);
JSON.parse(ours.get('matrix'));
process.stdout.write(ours.get('matrix'));

/** The form that the runner documents. */
function parse(text) {
  const entries = new Map();
  const lines = text.split('\n');
  for (let at = 0; at < lines.length - 1; at++) {
    const [, name, delimiter] = /^([^=<]+)<<(ghadelimiter_\S+)$/.exec(lines[at]) ?? [];
    if (!name) throw new Error(`line ${at + 1} begins no output`);
    const end = lines.indexOf(delimiter, at + 1);
    if (end < 0) throw new Error(`${name} never ends`);
    entries.set(name, lines.slice(at + 1, end).join('\n'));
    at = end;
  }
  return entries;
}
