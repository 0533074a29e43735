import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';
import { sealed } from './tools/sealed.ts';

const out = process.env.RIWAYA_UI_OUT ?? 'dist';

// Two pages: the desk (`index.html`, talks to the server) and, in mode `report`, one file with all inlined
// (`report.html`, reads the data that `riwaya report` writes into it).
export default defineConfig(({ mode }) => {
  const single = mode === 'report';
  return {
    base: './',
    plugins: [svelte(), ...(single ? [viteSingleFile({ removeViteModuleLoader: true }), sealed()] : [])],
    // The atlas is one value; a name for each of its keys would bloat it.
    json: { namedExports: false, stringify: true },
    build: {
      outDir: out,
      emptyOutDir: !single,
      target: 'es2022',
      // The desk's policy allows no `data:` fonts or scripts; every asset is a file there.
      assetsInlineLimit: single ? Number.MAX_SAFE_INTEGER : 0,
      modulePreload: { polyfill: false },
      manifest: single ? false : 'manifest.json',
      rollupOptions: { input: single ? 'report.html' : 'index.html' },
    },
    server: { proxy: { '/api': process.env.RIWAYA_DESK ?? 'http://127.0.0.1:7117' } },
    test: { environment: 'node', include: ['src/**/*.test.ts'] },
  };
});
