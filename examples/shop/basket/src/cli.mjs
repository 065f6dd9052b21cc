// Usage: node cli.mjs ORDER_ID SKU=QUANTITY...
// Prints the order as JSON.
import { empty, put } from './basket.mjs';
import { checkOut } from './checkout.mjs';

const [id, ...lines] = process.argv.slice(2);
const basket = lines
  .map((line) => line.split('='))
  .reduce((filled, [sku, quantity]) => put(filled, sku, Number(quantity)), empty);
console.log(JSON.stringify(checkOut(id, basket)));
