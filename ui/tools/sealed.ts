import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const sha = (text: string): string =>
  `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;

const inner = (html: string, tag: RegExp): string[] => [...html.matchAll(tag)].map((m) => sha(m[1] ?? ''));

/**
 * Writes the content policy of the single file: nothing from outside, and of scripts and styles only the very ones
 * that are in it. Data that is written in later is `application/json` and never runs.
 */
export function sealed(): Plugin {
  return {
    name: 'riwaya-sealed',
    enforce: 'post',
    writeBundle({ dir }, bundle) {
      for (const { fileName } of Object.values(bundle)) {
        if (!fileName.endsWith('.html')) continue;
        const path = join(dir ?? '.', fileName);
        const html = readFileSync(path, 'utf8');
        const scripts = inner(html, /<script type="module"[^>]*>([\s\S]*?)<\/script>/g);
        const styles = inner(html, /<style[^>]*>([\s\S]*?)<\/style>/g);
        const policy = [
          `default-src 'none'`,
          `script-src ${scripts.join(' ')}`,
          `style-src ${styles.join(' ')}`,
          `img-src data:`,
          `font-src data:`,
          `base-uri 'none'`,
          `form-action 'none'`,
        ].join('; ');
        const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
        writeFileSync(
          path,
          html.replace('<!--policy-->', () => meta),
        );
      }
    },
  };
}
