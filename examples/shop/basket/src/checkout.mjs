import { schemas } from './contracts/schemas.mjs';
import { problemsOf } from './contracts/validate.mjs';

/** The basket as an order that the orders service accepts; throws with every problem otherwise. */
export function checkOut(id, basket) {
  const order = { id, lines: basket.map(({ sku, quantity }) => ({ sku, quantity })) };
  const problems = problemsOf(schemas.order, order);
  if (problems.length > 0) {
    // All of them at once: the customer should not have to try again for each.
    throw new Error(`this basket cannot be ordered:\n${problems.join('\n')}`);
  }
  return order;
}
