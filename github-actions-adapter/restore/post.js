// Keeps what the job made for later ones, if it is trusted with that. Nothing that fails here fails the job.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const cache = require('./cache.js');
const { input, results, slipway, tar, temporary, warn } = require('./job.js');

async function post() {
  if (process.env.STATE_begun !== 'true' || input('save') === 'false') return;
  if (input('path')) {
    slipway(['save']);
    return;
  }
  if (!cache.offered()) return;
  if (results() <= Number(process.env.STATE_results)) {
    console.log('nothing new to keep');
    return;
  }
  const scopes = JSON.parse(slipway(['scopes'], { quiet: true }) || '{}');
  if (!scopes.writes) {
    console.log('this job is not trusted: it writes nothing that others read');
    return;
  }
  if (slipway(['save']) === undefined) return;
  const archive = path.join(temporary(), 'slipway-kept.tar.gz');
  const { GITHUB_RUN_ID: run = '0', GITHUB_RUN_ATTEMPT: attempt = '1', GITHUB_JOB: job = 'job' } = process.env;
  const key = `${cache.prefix(scopes.writes)}${run}-${attempt}-${job}-${Date.now()}`;
  try {
    tar('pack', archive);
    await cache.keep(key, archive);
    console.log(`the store is kept as ${key}, ${fs.statSync(archive).size} bytes`);
  } finally {
    fs.rmSync(archive, { force: true });
  }
}

post().catch((failure) => warn(`the store was not kept: ${failure.message}; the next job starts with less`));
