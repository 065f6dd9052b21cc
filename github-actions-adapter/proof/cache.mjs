// cache.mjs CACHE_JS DIRECTORY: a service that @actions/cache saves to and restores from is one that the action restores from
// and saves to: both speak the same protocol.
import { createRequire } from 'node:module';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const [ours, directory] = process.argv.slice(2);
const entries = new Map();
const blobs = new Map();
const seen = { theirs: new Set(), ours: new Set() };
let who = 'theirs';

const server = http.createServer((request, response) => {
  const body = [];
  request.on('data', (chunk) => body.push(chunk));
  request.on('end', () => {
    const base = `http://127.0.0.1:${server.address().port}`;
    const url = new URL(request.url, base);
    const method = url.pathname.split('/').pop();
    const bytes = Buffer.concat(body);
    if (url.pathname.startsWith('/blob/')) {
      const name = url.pathname.slice('/blob/'.length);
      const headers = { etag: '"1"', 'last-modified': new Date(0).toUTCString(), 'x-ms-blob-type': 'BlockBlob', 'x-ms-request-id': '1', 'accept-ranges': 'bytes' };
      if (request.method === 'PUT') {
        seen[who].add(`PUT ${request.headers['x-ms-blob-type']}`);
        blobs.set(name, bytes);
        response.writeHead(201, headers).end();
      } else {
        const blob = blobs.get(name);
        response.writeHead(200, { ...headers, 'content-length': blob.length }).end(request.method === 'HEAD' ? undefined : blob);
      }
      return;
    }
    const asked = JSON.parse(bytes);
    seen[who].add(`${method} ${Object.keys(asked).sort()}`);
    const answer = {
      CreateCacheEntry: () => ({ ok: true, signed_upload_url: `${base}/blob/${asked.key}` }),
      FinalizeCacheEntryUpload: () => {
        entries.set(asked.key, asked.version);
        return { ok: String(blobs.get(asked.key).length) === asked.size_bytes, entry_id: '1' };
      },
      GetCacheEntryDownloadURL: () => {
        const key = [...entries.keys()].reverse().find((known) => [asked.key, ...asked.restore_keys].some((prefix) => known.startsWith(prefix)) && entries.get(known) === asked.version);
        return key ? { ok: true, signed_download_url: `${base}/blob/${key}`, matched_key: key } : { ok: false };
      },
    }[method]();
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

const payload = Buffer.from(JSON.stringify({ scp: 'Actions.Results:run:job' })).toString('base64url');
Object.assign(process.env, {
  ACTIONS_CACHE_SERVICE_V2: 'true',
  ACTIONS_RESULTS_URL: `http://127.0.0.1:${server.address().port}/`,
  ACTIONS_RUNTIME_TOKEN: `e30.${payload}.x`,
  GITHUB_WORKSPACE: directory,
  RUNNER_TEMP: path.join(directory, 'temp'),
  RUNNER_OS: 'Linux',
});
process.chdir(directory);
fs.mkdirSync('cached', { recursive: true });
fs.writeFileSync('cached/a.txt', 'a'.repeat(1000));

const theirs = await import('@actions/cache');
await theirs.saveCache(['cached'], 'theirs-1');
fs.rmSync('cached', { recursive: true });
if ((await theirs.restoreCache(['cached'], 'theirs-2', ['theirs-'])) !== 'theirs-1') throw new Error('the service is not one that @actions/cache knows');

who = 'ours';
const cache = createRequire(import.meta.url)(path.resolve(ours));
fs.writeFileSync('archive', 'x'.repeat(100_000));
await cache.keep('ours-1', 'archive');
if ((await cache.find(['none-', 'ours-'], 'fetched')) !== 'ours-1') throw new Error('the action does not find what it kept');
if (!fs.readFileSync('fetched').equals(fs.readFileSync('archive'))) throw new Error('the action fetches something else');
if ((await cache.find(['other-'], 'fetched')) !== undefined) throw new Error('a miss is no miss');
for (const call of seen.ours) if (!seen.theirs.has(call)) throw new Error(`@actions/cache never calls ${call}; it calls ${[...seen.theirs].join(' | ')}`);
server.close();
