// What main.js and post.js share: inputs, files that the runner reads, and Slipway itself.
'use strict';
const { execFileSync, spawnSync } = require('node:child_process');
const { randomUUID } = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const input = (name) => (process.env[`INPUT_${name.toUpperCase()}`] ?? '').trim();

/** Adds NAME with VALUE to a file that the runner reads. */
function tell(variable, name, value) {
  const file = process.env[variable];
  const delimiter = `ghadelimiter_${randomUUID()}`;
  if (file) fs.appendFileSync(file, `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
}

const escaped = (text) => String(text).replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
const warn = (text) => console.log(`::warning title=Slipway::${escaped(text)}`);

const temporary = () => process.env.RUNNER_TEMP || os.tmpdir();
const store = () => process.env.SLIPWAY_STORE || path.join(temporary(), 'slipway-store');

/** The bash of Git where there is another one: that of Windows itself starts a Linux. */
function bash() {
  const git = 'C:\\Program Files\\Git\\bin\\bash.exe';
  return process.platform === 'win32' && fs.existsSync(git) ? git : 'bash';
}

/** `slipway github ARGUMENT...`; what it prints, or undefined when it failed. */
function slipway(words, { quiet = false } = {}) {
  const script = path.join(__dirname, '..', 'bin', 'slipway-action');
  const done = spawnSync(bash(), [script, ...words], {
    env: { ...process.env, SLIPWAY_STORE: store() },
    stdio: ['ignore', quiet ? 'pipe' : 'inherit', 'inherit'],
    encoding: 'utf8',
  });
  if (done.error || done.status !== 0) return undefined;
  return done.stdout ?? '';
}

/** Results in the store, by their names: what is not among them later is new. */
function results() {
  const actions = path.join(store(), 'actions');
  try {
    return fs.readdirSync(actions, { recursive: true }).filter((name) => fs.statSync(path.join(actions, name)).isFile()).length;
  } catch {
    return 0;
  }
}

/** Packs the store into FILE, or unpacks it from there. Names are relative: a colon would be a machine for some tars. */
function tar(what, file) {
  const directory = store();
  fs.mkdirSync(directory, { recursive: true });
  const local = path.join(path.dirname(directory), `.slipway-${process.pid}.tar.gz`);
  const options = { cwd: path.dirname(directory), stdio: ['ignore', 'ignore', 'inherit'] };
  const name = path.basename(directory);
  try {
    if (what === 'pack') {
      const parts = ['contents', 'actions', 'times'].filter((part) => fs.existsSync(path.join(directory, part)));
      execFileSync('tar', ['-czf', path.basename(local), '-C', name, ...parts], options);
      fs.renameSync(local, file);
    } else {
      fs.copyFileSync(file, local);
      execFileSync('tar', ['-xzf', path.basename(local), '-C', name], options);
    }
  } finally {
    fs.rmSync(local, { force: true });
  }
}

module.exports = { input, results, slipway, store, tar, tell, temporary, warn };
