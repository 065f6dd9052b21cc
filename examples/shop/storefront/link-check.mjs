// Usage: node link-check.mjs SITE_DIRECTORY PRODUCTS_JSON
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [site, catalog] = process.argv.slice(2);
const files = new Set(readdirSync(site));
const products = JSON.parse(readFileSync(catalog, 'utf8'));
assert.ok(products.length > 0, 'the catalog has products');
for (const product of products) assert.ok(files.has(`${product.sku}.html`), `${product.sku} has a page`);

let links = 0;
for (const file of files) {
  for (const [, target] of readFileSync(join(site, file), 'utf8').matchAll(/href="([^"]*)"/g)) {
    assert.ok(files.has(target), `${file} links to ${target}, which is not there`);
    links++;
  }
}
assert.ok(links > products.length, 'the pages are linked');
console.log(`${files.size} files, ${links} links`);
