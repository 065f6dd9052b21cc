// What a customer has put aside. A basket is never changed: every step gives a new one.

export const empty = Object.freeze([]);

export function put(basket, sku, quantity = 1) {
  if (!Number.isInteger(quantity) || quantity < 1) {
    throw new RangeError(`quantity: ${quantity} (expected: a whole number from 1)`);
  }
  const there = basket.find((line) => line.sku === sku);
  if (!there) return Object.freeze([...basket, { sku, quantity }]);
  return Object.freeze(
    basket.map((line) => (line === there ? { sku, quantity: line.quantity + quantity } : line)),
  );
}

export function takeOut(basket, sku) {
  return Object.freeze(basket.filter((line) => line.sku !== sku));
}

export function pieces(basket) {
  return basket.reduce((sum, line) => sum + line.quantity, 0);
}
