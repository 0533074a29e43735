import { createHash } from 'node:crypto';
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
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'asset' || !file.fileName.endsWith('.html')) continue;
        const html = String(file.source);
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
        file.source = html.replace(
          '<!--policy-->',
          () => `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
        );
      }
    },
  };
}
