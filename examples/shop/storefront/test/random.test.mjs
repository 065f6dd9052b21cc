import assert from 'node:assert/strict';
import { test } from 'node:test';
import { html } from '../build/app/html.mjs';
import { pagesOf } from '../build/app/pages.mjs';

// The same numbers in every run: a linear congruential generator with a fixed seed.
let state = 1848;
const below = (limit) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state % limit;
};
const CHARACTERS = [...'abc<>&"\'/ é€=;#'];
const text = (length) => Array.from({ length }, () => CHARACTERS[below(CHARACTERS.length)]).join('');
const unescape = (page) =>
  page
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

test('any text comes out of the page as it went in, and opens no tag', () => {
  for (let i = 0; i < 60000; i++) {
    const name = text(below(24));
    const page = html`<b>${name}</b>`.toString();
    assert.equal(unescape(page.slice(3, -4)), name);
    assert.doesNotMatch(page.slice(3, -4), /[<>"']/);
  }
});

test('a large shop has a page for each product, and its front page leads to all of them', () => {
  const products = Array.from({ length: 4000 }, (_, i) => ({
    sku: `TEA-${i}`,
    name: text(12),
    tags: [`tag${below(30)}`, `tag${below(30)}`],
  }));
  const pages = pagesOf('Shop', products);
  const links = new Set([...pages.get('index.html').matchAll(/href="(TEA-[0-9]+.html)"/g)].map((match) => match[1]));
  assert.equal(links.size, products.length);
  for (const link of links) assert.ok(pages.has(link), link);
});
