import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripComments } from '../build/webtools/comments.mjs';

test('empties lines that hold only a comment and keeps the number of lines', () => {
  const source = ['// a', 'let a = 1;', '  // b', '/** c', ' * d', ' */', 'let e = 2;'].join('\n');
  assert.equal(stripComments(source), ['', 'let a = 1;', '', '', '', '', 'let e = 2;'].join('\n'));
});

test('keeps code in front of and behind a comment', () => {
  assert.equal(stripComments('a(); // why'), 'a(); // why');
  assert.equal(stripComments('/* why */ a();'), '/* why */ a();');
});

test('ends a block that opens and closes on one line', () => {
  assert.equal(stripComments('/* one */\na();'), '\na();');
});

test('leaves a template literal alone', () => {
  const source = 'const page = `\n// not a comment\n`;\n// a comment';
  assert.equal(stripComments(source), 'const page = `\n// not a comment\n`;\n');
});

test('gives the same text for reworded comments', () => {
  assert.equal(stripComments('// one\na();'), stripComments('// another word\na();'));
});
