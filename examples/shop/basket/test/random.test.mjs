import assert from 'node:assert/strict';
import { test } from 'node:test';
import { empty, pieces, put, takeOut } from '../build/app/basket.mjs';
import { checkOut } from '../build/app/checkout.mjs';

// The same numbers in every run: a linear congruential generator with a fixed seed.
let state = 4711;
const below = (limit) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state % limit;
};

test('a basket holds what a plain map would hold', () => {
  for (let round = 0; round < 1500; round++) {
    let basket = empty;
    const expected = new Map();
    for (let step = 0; step < 40; step++) {
      const sku = `TEA-${100 + below(12)}`;
      if (below(4) === 0) {
        basket = takeOut(basket, sku);
        expected.delete(sku);
      } else {
        const quantity = 1 + below(5);
        basket = put(basket, sku, quantity);
        expected.set(sku, (expected.get(sku) ?? 0) + quantity);
      }
      assert.equal(
        pieces(basket),
        [...expected.values()].reduce((sum, quantity) => sum + quantity, 0),
      );
    }
    assert.deepEqual(new Map(basket.map((line) => [line.sku, line.quantity])), expected);
    if (expected.size > 0) assert.equal(checkOut('o-1', basket).lines.length, expected.size);
  }
});
