import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, devices } from '@playwright/test';

// bin/setup notes which browser there is: a path, or 'playwright' for its own.
const browser = process.env.CHROMIUM ?? readFileSync(join(process.env.LATCHKEY_TOOLS ?? '../.tools', 'chromium'), 'utf8').trim();

export default defineConfig({
  testDir: '.',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  timeout: 60_000,
  // Signing in takes a hash, and what else runs on the machine may take its time.
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Asia/Tokyo',
    launchOptions: {
      executablePath: browser === 'playwright' ? undefined : browser,
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
  projects: [
    { name: 'without JavaScript', testMatch: /\.spec\.ts$/, testIgnore: /\.hydrate\.spec\.ts$/, use: { javaScriptEnabled: false } },
    { name: 'with JavaScript', testMatch: /\.hydrate\.spec\.ts$/ },
  ],
});
