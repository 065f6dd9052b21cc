import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { schemas } from '../build/node/schemas.mjs';
import { problemsOf } from '../build/node/validate.mjs';

const sample = JSON.parse(readFileSync(new URL('../samples/order.json', import.meta.url), 'utf8'));

test('the sample order follows the schema', () => {
  assert.deepEqual(problemsOf(schemas.order, sample), []);
});

test('every problem is reported with its place', () => {
  const wrong = { lines: [{ sku: 'tea', quantity: 0 }, { sku: 'MUG-200', quantity: 1.5 }, 7] };
  assert.deepEqual(problemsOf(schemas.order, wrong), [
    '$.id: missing',
    '$.lines[0].sku: expected ^[A-Z]{3}-[0-9]{3}$',
    '$.lines[0].quantity: expected 1 to 999',
    '$.lines[1].quantity: expected integer',
    '$.lines[2]: expected object',
  ]);
  assert.deepEqual(problemsOf(schemas.order, { id: 'a', lines: [] }), ['$.lines: expected at least 1']);
});

test('descriptions stay at home', () => {
  assert.equal(JSON.stringify(schemas).includes('description'), false);
  assert.deepEqual(Object.keys(schemas), ['order', 'product']);
});
