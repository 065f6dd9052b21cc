// Usage: node schemas.mjs SCHEMA_DIRECTORY OUTPUT_FILE
// Writes all schemas as one module, without their descriptions: rewording one changes nothing for the services.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, parse } from 'node:path';

const [directory, output] = process.argv.slice(2);
const schemas = {};
for (const file of readdirSync(directory).sort()) {
  const text = readFileSync(join(directory, file), 'utf8');
  schemas[parse(file).name] = JSON.parse(text, (key, value) => (key === 'description' ? undefined : value));
}
writeFileSync(output, `export const schemas = ${JSON.stringify(schemas, null, 2)};\n`);
