import assert from 'node:assert/strict';
import { test } from 'node:test';
import { html } from '../build/app/html.mjs';

test('escapes what is put in', () => {
  assert.equal(html`<p title="${'"&\''}">${'<script>'}</p>`.toString(), '<p title="&quot;&amp;&#39;">&lt;script&gt;</p>');
});

test('does not escape its own results again', () => {
  assert.equal(html`<ul>${['a<', 'b'].map((name) => html`<li>${name}</li>`)}</ul>`.toString(), '<ul><li>a&lt;</li><li>b</li></ul>');
});
