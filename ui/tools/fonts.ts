import type { Plugin } from 'vite';

/** Faces that every view is set in. */
const FIRST = /(inter-latin-wght|noto-sans-arabic-arabic-wght)[^/]*\.woff2$/;

/** Has the browser fetch these beside the scripts: found in the styles later, they would have the page laid out again. */
export function fontsFirst(): Plugin {
  return {
    name: 'riwaya-fonts',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle }) =>
        Object.keys(bundle ?? {})
          .filter((file) => FIRST.test(file))
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: '', href: `./${file}` },
            injectTo: 'head' as const,
          })),
    },
  };
}
