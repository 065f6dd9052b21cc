import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pagesOf } from '../build/app/pages.mjs';

const products = [
  { sku: 'MUG-200', name: 'Mug "Harbour"', tags: ['mug'] },
  { sku: 'TEA-100', name: 'Darjeeling', tags: ['tea', 'black'] },
  { sku: 'TEA-110', name: 'Sencha', tags: ['tea'] },
];
const pages = pagesOf('Tea & more', products);

test('there is a page for the shop, each product and each tag', () => {
  assert.deepEqual([...pages.keys()].sort(), [
    'MUG-200.html',
    'TEA-100.html',
    'TEA-110.html',
    'index.html',
    'tag-black.html',
    'tag-mug.html',
    'tag-tea.html',
  ]);
});

test('a tag lists its products and no others', () => {
  const page = pages.get('tag-tea.html');
  assert.match(page, /Darjeeling/);
  assert.match(page, /Sencha/);
  assert.doesNotMatch(page, /Harbour/);
});

test('names are escaped', () => {
  assert.match(pages.get('index.html'), /<h1>Tea &amp; more<\/h1>/);
  assert.match(pages.get('MUG-200.html'), /<h1>Mug &quot;Harbour&quot;<\/h1>/);
});
