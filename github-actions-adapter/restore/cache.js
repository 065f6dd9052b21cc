// GitHub's cache service, version 2, as far as a store needs it: https://github.com/actions/toolkit/tree/main/packages/cache
// speaks the same. A failure is a miss; nothing here fails a job.
'use strict';
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const { Readable } = require('node:stream');
const { pipeline } = require('node:stream/promises');

const SERVICE = 'twirp/github.actions.results.api.v1.CacheService/';
const LONGEST_PAUSE_MILLIS = 10_000;
const PATIENCE_MILLIS = 120_000;

/** Changes when archives are packed another way. */
const VERSION = createHash('sha256').update('slipway-store-1').digest('hex');

const offered = () => Boolean(process.env.ACTIONS_RESULTS_URL && process.env.ACTIONS_RUNTIME_TOKEN);

const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

async function call(method, body) {
  const base = process.env.ACTIONS_RESULTS_URL.replace(/\/?$/, '/');
  for (let tries = 1; ; tries++) {
    const response = await fetch(new URL(SERVICE + method, base), {
      method: 'POST',
      headers: { authorization: `Bearer ${process.env.ACTIONS_RUNTIME_TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...body, version: VERSION }),
      signal: AbortSignal.timeout(PATIENCE_MILLIS),
    });
    if (response.ok) return response.json();
    const millis = 1000 * Number(response.headers.get('retry-after') || 0);
    await response.arrayBuffer();
    // Waiting longer than a build takes saves nothing.
    if (tries > 1 || response.status !== 429 || millis > LONGEST_PAUSE_MILLIS) throw new Error(`${method} answered ${response.status}`);
    await pause(millis);
  }
}

/** Writes the newest archive whose key begins with one of PREFIXES to FILE; its key, or undefined when there is none. */
async function find(prefixes, file) {
  const found = await call('GetCacheEntryDownloadURL', { key: prefixes[0], restore_keys: prefixes });
  if (!found.ok) return undefined;
  console.log(`::add-mask::${found.signed_download_url}`);
  const response = await fetch(found.signed_download_url, { signal: AbortSignal.timeout(PATIENCE_MILLIS) });
  if (!response.ok) throw new Error(`the archive answered ${response.status}`);
  await pipeline(Readable.fromWeb(response.body), fs.createWriteStream(file));
  return found.matched_key;
}

/** Keeps FILE under KEY, which nobody used before. */
async function keep(key, file) {
  const created = await call('CreateCacheEntry', { key });
  if (!created.ok) throw new Error('it is there already');
  console.log(`::add-mask::${created.signed_upload_url}`);
  const size = fs.statSync(file).size;
  const response = await fetch(created.signed_upload_url, {
    method: 'PUT',
    headers: { 'content-length': String(size), 'content-type': 'application/octet-stream', 'x-ms-blob-type': 'BlockBlob' },
    body: Readable.toWeb(fs.createReadStream(file)),
    duplex: 'half',
    signal: AbortSignal.timeout(5 * PATIENCE_MILLIS),
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`the upload answered ${response.status}`);
  const done = await call('FinalizeCacheEntryUpload', { key, size_bytes: String(size) });
  if (!done.ok) throw new Error('it was not taken');
}

/** What stands before the scope in every key: results of other kinds of machines are no use. */
const prefix = (scope) => `slipway-${process.env.RUNNER_OS || process.platform}-${process.env.RUNNER_ARCH || process.arch}-${scope}-`;

module.exports = { find, keep, offered, prefix };
