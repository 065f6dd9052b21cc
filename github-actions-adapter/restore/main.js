// Fetches the store, then puts what is reused into place. A store that cannot be had is a miss.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const cache = require('./cache.js');
const { input, results, slipway, tar, tell, temporary, warn } = require('./job.js');

async function main() {
  tell('GITHUB_STATE', 'begun', 'true');
  if (!input('path')) await fetchStore();
  tell('GITHUB_STATE', 'results', results());
  if (slipway(['restore']) === undefined) {
    warn('nothing was restored; the job goes on without');
    tell('GITHUB_OUTPUT', 'cache-hit', 'false');
  }
}

async function fetchStore() {
  if (!cache.offered()) return;
  const archive = path.join(temporary(), 'slipway-fetched.tar.gz');
  try {
    const scopes = JSON.parse(slipway(['scopes'], { quiet: true }) || '{"reads":["trusted"]}');
    const key = await cache.find(scopes.reads.map(cache.prefix), archive);
    console.log(key ? `the store comes from ${key}` : 'there is no store yet');
    if (key) tar('unpack', archive);
  } catch (failure) {
    warn(`the store could not be fetched: ${failure.message}; the job goes on without`);
  } finally {
    fs.rmSync(archive, { force: true });
  }
}

main().catch((failure) => warn(`${failure.message}; the job goes on without`));
