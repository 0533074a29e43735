import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';
import { basemapDrawn } from './tools/basemap.ts';
import { fontsFirst } from './tools/fonts.ts';
import { sealed } from './tools/sealed.ts';

// What several views are made of: a view comes in its own file and these, not in one for each of their parts.
const SHARED = [
  {
    name: 'map',
    priority: 1,
    test: /node_modules\/d3-(zoom|selection|drag|dispatch|ease|timer|transition)\/|src\/views\/map\/(MapCanvas|places|plane|basemap|words)/,
  },
  {
    name: 'charts',
    priority: 2,
    test: /node_modules\/(d3-(array|color|format|interpolate|path|scale|shape|time|time-format)|internmap)\/|src\/charts\/|src\/views\/(tolls|truces)\/(TollChart|TruceBand|SeriesName|bands|positions|words)/,
  },
  {
    name: 'common',
    priority: 3,
    test: /node_modules\/svelte\/|src\/(api|components|format|i18n|routing|text|theme)\//,
  },
];

const out = process.env.RIWAYA_UI_OUT ?? 'dist';

// Two pages: the desk (`index.html`, talks to the server) and, in mode `report`, one file with all inlined
// (`report.html`, reads the data that `riwaya report` writes into it).
export default defineConfig(({ mode }) => {
  const single = mode === 'report';
  return {
    base: './',
    plugins: [
      svelte(),
      basemapDrawn(),
      ...(single ? [viteSingleFile({ removeViteModuleLoader: true }), sealed()] : [fontsFirst()]),
    ],
    build: {
      outDir: out,
      emptyOutDir: !single,
      target: 'es2022',
      // The desk's policy allows no `data:` fonts or scripts; every asset is a file there.
      assetsInlineLimit: single ? Number.MAX_SAFE_INTEGER : 0,
      modulePreload: { polyfill: false },
      manifest: single ? false : 'manifest.json',
      // A few kilobytes in one file come sooner than in twenty.
      cssCodeSplit: false,
      rolldownOptions: {
        input: single ? 'report.html' : 'index.html',
        ...(single ? {} : { output: { codeSplitting: { groups: SHARED } } }),
      },
    },
    server: { proxy: { '/api': process.env.RIWAYA_DESK ?? 'http://127.0.0.1:7117' } },
    test: { environment: 'node', include: ['src/**/*.test.ts'] },
  };
});
