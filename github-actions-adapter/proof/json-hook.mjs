// The parsers import their schemas as JSON, which Node wants to be told at each import.
import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';

export async function load(url, context, next) {
  if (!url.endsWith('.json')) return next(url, context);
  const source = 'export default ' + (await readFile(fileURLToPath(url), 'utf8'));
  return {format: 'module', shortCircuit: true, source};
}
