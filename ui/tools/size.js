// Fails where the page grew beyond what it may weigh: node tools/size.js
// The first script: what the page loads before a view is chosen. The single file: all of it, without data.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const FIRST_KB = 250;
const FILE_MB = 3;
const out = process.env.RIWAYA_UI_OUT ?? 'dist';
let heavy = false;

const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
const entry = Object.values(manifest).find((chunk) => chunk.isEntry);
const scripts = new Set();
const follow = (chunk) => {
  if (scripts.has(chunk.file)) return;
  scripts.add(chunk.file);
  for (const key of chunk.imports ?? []) follow(manifest[key]);
};
follow(entry);
const bytes = [...scripts].map((file) => readFileSync(join(out, file)));
const kb = (compress) => bytes.reduce((n, b) => n + compress(b).length, 0) / 1024;
const gzip = kb(gzipSync);
console.log(
  `first script: ${gzip.toFixed(1)} KB gzip, ${kb(brotliCompressSync).toFixed(1)} KB brotli (at most ${FIRST_KB})`,
);
if (gzip > FIRST_KB) heavy = true;

const file = join(out, 'report.html');
if (existsSync(file)) {
  const mb = statSync(file).size / 1024 / 1024;
  console.log(`report.html: ${mb.toFixed(2)} MB (at most ${FILE_MB})`);
  if (mb > FILE_MB) heavy = true;
} else {
  console.log('report.html is missing');
  heavy = true;
}
process.exit(heavy ? 1 : 0);
