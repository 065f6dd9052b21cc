// Usage: SHOP_NAME=... node render.mjs PRODUCTS_JSON OUTPUT_DIRECTORY
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemas } from './contracts/schemas.mjs';
import { problemsOf } from './contracts/validate.mjs';
import { pagesOf } from './pages.mjs';

const [file, directory] = process.argv.slice(2);
const shopName = process.env.SHOP_NAME;
if (!shopName) {
  console.error('SHOP_NAME: not set (expected: what the shop is called)');
  process.exit(2);
}
const products = JSON.parse(readFileSync(file, 'utf8'));
const problems = products.flatMap((product, index) => problemsOf(schemas.product, product, `$[${index}]`));
if (problems.length > 0) {
  console.error(`${file}: not the products the storefront knows how to show\n${problems.join('\n')}`);
  process.exit(1);
}
mkdirSync(directory, { recursive: true });
for (const [name, page] of pagesOf(shopName, products)) writeFileSync(join(directory, name), page);
