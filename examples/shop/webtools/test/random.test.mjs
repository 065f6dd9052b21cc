import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripComments } from '../build/webtools/comments.mjs';

// The same numbers in every run: a linear congruential generator with a fixed seed.
let state = 1995;
const below = (limit) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state % limit;
};
const CODE = ['let a = 1;', '  b(); // behind', 'const s = "//";', 'const t = `\n// inside\n`;', '', '}'];
const COMMENTS = ['// one', '  // two', '/* three */', '/*\n four\n */', '/** five */'];

test('code stays, comments go, and every line keeps its number', () => {
  for (let round = 0; round < 25000; round++) {
    const pieces = Array.from({ length: 1 + below(30) }, () => {
      const comment = below(2) === 0;
      const text = comment ? COMMENTS[below(COMMENTS.length)] : CODE[below(CODE.length)];
      return { text, left: comment ? text.replace(/[^\n]/g, '') : text };
    });
    const stripped = stripComments(pieces.map((piece) => piece.text).join('\n'));
    assert.equal(stripped, pieces.map((piece) => piece.left).join('\n'));
    assert.equal(stripComments(stripped), stripped);
  }
});
