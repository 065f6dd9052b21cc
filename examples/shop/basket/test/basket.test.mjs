import assert from 'node:assert/strict';
import { test } from 'node:test';
import { empty, pieces, put, takeOut } from '../build/app/basket.mjs';

test('the same thing twice is one line', () => {
  const basket = put(put(put(empty, 'TEA-100', 2), 'MUG-200'), 'TEA-100', 3);
  assert.deepEqual(basket, [
    { sku: 'TEA-100', quantity: 5 },
    { sku: 'MUG-200', quantity: 1 },
  ]);
  assert.equal(pieces(basket), 6);
});

test('a basket is never changed', () => {
  const before = put(empty, 'TEA-100');
  const after = put(before, 'TEA-100');
  assert.equal(pieces(before), 1);
  assert.equal(pieces(after), 2);
  assert.equal(pieces(empty), 0);
});

test('taking out removes the whole line', () => {
  const basket = put(put(empty, 'TEA-100', 4), 'MUG-200');
  assert.deepEqual(takeOut(basket, 'TEA-100'), [{ sku: 'MUG-200', quantity: 1 }]);
});

test('half a teapot cannot be put in', () => {
  assert.throws(() => put(empty, 'POT-300', 0.5), /quantity: 0.5/);
  assert.throws(() => put(empty, 'POT-300', 0), RangeError);
});
