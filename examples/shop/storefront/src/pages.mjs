import { html } from './html.mjs';

/** All pages of the shop that goes by this name: file name to text. */
export function pagesOf(name, products) {
  const tags = [...new Set(products.flatMap((product) => product.tags))].sort();
  return new Map([
    ['index.html', layout(name, [listOf(products), tagCloud(tags)])],
    ...products.map((product) => [`${product.sku}.html`, layout(product.name, productBody(product))]),
    ...tags.map((tag) => [
      `tag-${tag}.html`,
      layout(`Tagged ${tag}`, listOf(products.filter((product) => product.tags.includes(tag)))),
    ]),
  ]);
}

function layout(title, body) {
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${title}</title><link rel="stylesheet" href="shop.css"></head>
<body>
<h1>${title}</h1>
${body}
<p><a href="index.html">All products</a></p>
</body>
</html>
`.toString();
}

function listOf(products) {
  return html`<ul>${products.map((product) => html`<li><a href="${product.sku}.html">${product.name}</a></li>`)}</ul>`;
}

function tagCloud(tags) {
  return html`<p class="tags">${tags.map((tag) => html`<a href="tag-${tag}.html">${tag}</a> `)}</p>`;
}

function productBody(product) {
  return html`<p>${product.sku}</p>${tagCloud(product.tags)}`;
}
