// Takes the pictures of the dashboard that README.md shows:
//   node end2end/dashboard-pictures.mjs PROGRAM SITE-ROOT
// with a browser from CHROMIUM, else Playwright's own.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const root = fileURLToPath(new URL('..', import.meta.url));
const [program, site] = process.argv.slice(2);
const PASSWORD = 'correct horse battery staple';
const EMAIL = 'ada@example.com';

// Who they are, and where: addresses that the test database knows.
const [OWN, ...OTHERS] = [
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36', '81.2.69.142'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1', '2.125.160.216'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', '81.2.69.160'],
  ['Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Mobile Safari/537.36', '175.16.199.0'],
];

const data = mkdtempSync(join(tmpdir(), 'latchkey-'));
const database = join(root, 'tests/data/GeoLite2-City-Test.mmdb');
const server = spawn(
  program,
  ['--listen=127.0.0.1:0', `--data-dir=${data}`, `--site-root=${site}`, '--trusted-proxies=127.0.0.1', `--location-db=${database}`],
  { stdio: ['ignore', 'ignore', 'pipe'] },
);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });
try {
  const baseURL = await new Promise((resolve, reject) => {
    createInterface({ input: server.stderr }).on('line', (line) => {
      const served = /Latchkey serves (http:\/\/[^/\s]+)/.exec(line)?.[1];
      if (served) resolve(served);
    });
    server.once('exit', () => reject(new Error('the server ended')));
  });
  const visit = async ([userAgent, address], path) => {
    const context = await browser.newContext({
      baseURL,
      userAgent,
      extraHTTPHeaders: { 'x-forwarded-for': address },
      locale: 'en-GB',
      viewport: { width: 1000, height: 700 },
      deviceScaleFactor: 1,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await page.goto(path);
    await page.fill('input[name=email]', EMAIL);
    await page.fill('input[name=password]', PASSWORD);
    await page.click('main button[type=submit]');
    await page.waitForURL('**/devices*');
    return page;
  };
  const own = await visit(OWN, '/sign-up');
  for (const other of OTHERS) {
    const page = await visit(other, '/sign-in');
    // All but the last are the person's.
    if (other !== OTHERS.at(-1)) {
      const devices = await (await page.request.get('/api/devices?page=1')).json();
      const { id } = devices.page.devices.find((device) => device.current);
      const confirmed = await own.request.post('/devices/confirm', { form: { device: id }, headers: { accept: 'application/json' } });
      if (!confirmed.ok()) throw new Error(`not confirmed: ${confirmed.status()}`);
    }
    await page.context().close();
  }
  for (const colorScheme of ['light', 'dark']) {
    await own.emulateMedia({ colorScheme });
    await own.goto('/devices');
    await own.screenshot({ path: join(root, `docs/dashboard-${colorScheme}.png`), fullPage: true });
  }
} finally {
  await browser.close();
  server.kill('SIGTERM');
  rmSync(data, { recursive: true, force: true });
}
