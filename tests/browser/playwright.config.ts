import { defineConfig } from '@playwright/test';

const { CHROMIUM, RIWAYA, LEDGER } = process.env;
if (!CHROMIUM || !RIWAYA || !LEDGER) throw new Error('run these tests by tests/browser/run, which sets what they need');
const PORT = Number(process.env.PORT ?? 7979);

/** One desk serves all specs; each spec that decides takes claims of its own. */
export default defineConfig({
  testDir: 'specs',
  fullyParallel: false,
  workers: 1,
  forbidOnly: true,
  timeout: 60_000,
  reporter: 'line',
  snapshotPathTemplate: 'pictures/{arg}{ext}',
  expect: { timeout: 10_000, toHaveScreenshot: { maxDiffPixelRatio: 0.04, animations: 'disabled', caret: 'hide' } },
  use: {
    actionTimeout: 15_000,
    baseURL: `http://127.0.0.1:${PORT}`,
    launchOptions: {
      executablePath: CHROMIUM,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--font-render-hinting=none',
      ],
    },
  },
  webServer: {
    command: `"${RIWAYA}" serve --ledger "${LEDGER}" --listen 127.0.0.1:${PORT}`,
    url: `http://127.0.0.1:${PORT}/api/v1/meta`,
    reuseExistingServer: false,
    timeout: 60_000,
  },
});
