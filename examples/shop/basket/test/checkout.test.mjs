import assert from 'node:assert/strict';
import { test } from 'node:test';
import { empty, put } from '../build/app/basket.mjs';
import { checkOut } from '../build/app/checkout.mjs';

test('a basket becomes an order', () => {
  assert.deepEqual(checkOut('o-1', put(empty, 'TEA-100', 2)), {
    id: 'o-1',
    lines: [{ sku: 'TEA-100', quantity: 2 }],
  });
});

test('every problem is reported at once', () => {
  const basket = put(put(empty, 'tea'), 'TEA-100', 1000);
  assert.throws(
    () => checkOut(' ', basket),
    (error) =>
      ['$.id: expected', '$.lines[0].sku: expected', '$.lines[1].quantity: expected 1 to 999'].every((problem) =>
        error.message.includes(problem),
      ),
  );
});

test('an empty basket is no order', () => {
  assert.throws(() => checkOut('o-1', empty), /at least 1/);
});
