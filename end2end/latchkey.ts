// A Latchkey of its own for each worker: the release build, a free port, fresh data.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test as base, expect, type Browser, type BrowserContext, type Page } from '@playwright/test';

export { expect };

export const PASSWORD = 'correct horse battery staple';

export const AGENTS = {
  chrome: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36',
  safari:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1',
  firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
};

const program = join(process.env.CARGO_TARGET_DIR ?? new URL('../target', import.meta.url).pathname, 'release/latchkey');

export type Server = { url: string; data: string };

/** Starts one of these settings. Its log must say where people reach it. */
export async function start(...settings: string[]): Promise<Server & { stop(): Promise<void> }> {
  const data = mkdtempSync(join(tmpdir(), 'latchkey-'));
  // All tests come from one address.
  const all = ['--attempts-per-minute=10000', `--data-dir=${data}`, ...settings];
  const child = spawn(program, all, { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    const log: string[] = [];
    createInterface({ input: child.stderr }).on('line', (line) => {
      log.push(line);
      const served = /Latchkey serves (https?:\/\/[^/\s]+)/.exec(line)?.[1];
      if (served) resolve(served);
    });
    child.once('exit', () => reject(new Error(`the server ended:\n${log.join('\n')}`)));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(data, { recursive: true });
  };
  return { url, data, stop };
}

const server = (...settings: string[]) =>
  async ({}, use: (server: Server) => Promise<void>) => {
    const started = await start('--listen=127.0.0.1:0', ...settings);
    await use(started);
    await started.stop();
  };

export const test = base.extend<
  { email: string; problems: string[]; emails: { link(to: string, page?: string): Promise<string> } },
  { server: Server }
>({
  server: [server(), { scope: 'worker' }],
  baseURL: async ({ server }, use) => use(server.url),
  // An account of its own for each test: they share a server.
  email: async ({}, use, info) => use(`${info.testId.slice(-8)}-${info.repeatEachIndex}@example.com`),
  emails: async ({ server }, use) => use({ link: (to, page) => linkOfEmail(join(server.data, 'mail'), to, page) }),
  // What the browser complains about on any page of a test: no error, no violation of the policy.
  problems: [
    async ({ context, javaScriptEnabled }, use) => {
      const problems: string[] = [];
      watch(context, problems, javaScriptEnabled);
      await use(problems);
      expect(problems).toEqual([]);
    },
    { auto: true },
  ],
});

/** The same, on a server for which no re-authentication is recent enough. */
export const strict = test.extend<{}, { server: Server }>({
  server: [server('--reauth-lifetime=0s'), { scope: 'worker' }],
});

/** The path of the link in the email to somebody, once it is there. */
async function linkOfEmail(folder: string, to: string, page = '/'): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    for (const file of readdirSync(folder)) {
      // Quoted-printable breaks long lines; parts in ASCII go as they are.
      const decoded = (part: string) => (part.includes(': quoted-printable') ? part.replaceAll('=\r\n', '').replaceAll('=3D', '=') : part);
      const text = readFileSync(join(folder, file), 'utf8').split('\r\n--').map(decoded).join('\r\n--');
      const path = /https?:\/\/[^/\s]+(\/\S+\?link=\S+)/.exec(text)?.[1];
      if (text.includes(`To: ${to}`) && path?.startsWith(page)) return path;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`no email came to ${to}`);
}

/** Notes the errors of every page of a context; a refused request that a test asks for is none. */
export function watch(context: BrowserContext, problems: string[], javaScriptEnabled = true): void {
  context.on('weberror', (error) => {
    // A test that changes the size of the window cuts the fade between two pages short.
    if (!/Transition was aborted .* Viewport size changed/.test(String(error.error()))) problems.push(String(error.error()));
  });
  context.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    if (/Failed to load resource: (net::ERR_INTERNET_DISCONNECTED|the server responded with a status of (401|403|404|409|422|503))/.test(message.text())) return;
    // Without a script nobody uses what is preloaded for it.
    if (!javaScriptEnabled && /was preloaded using link preload but not used/.test(message.text())) return;
    problems.push(message.text());
  });
}

/** A browser of its own, as different from the others as two machines. */
export async function device(browser: Browser, baseURL: string | undefined, userAgent: string, javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({ baseURL, userAgent, javaScriptEnabled, locale: 'en-GB', timezoneId: 'Asia/Tokyo' });
  return context.newPage();
}

export async function signUp(page: Page, email: string): Promise<void> {
  await page.goto('/sign-up');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { name: 'Devices', exact: true })).toBeVisible();
}

export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Devices', exact: true })).toBeVisible();
}

/** The rows of all devices that are signed in. */
export const rows = (page: Page) => page.locator('.device-list .panel > .row');

/** The row of a device, by its name. */
export const row = (page: Page, name: string) => rows(page).filter({ has: page.getByRole('heading', { name }) });

/** Until the island is awake: it asks in place from then on. */
export async function awake(page: Page): Promise<void> {
  await expect(page.locator('.device-list')).toHaveAttribute('data-awake');
}

/** Says that new devices are the person's own, in their rows. */
export async function recognise(page: Page, ...names: string[]): Promise<void> {
  for (const name of names) {
    await page.getByRole('button', { name: `Yes, it was me: ${name}` }).click();
    await expect(row(page, name).getByRole('button', { name: `Sign out ${name}` })).toBeVisible();
  }
}

/** Chooses what is asked in the dialog, and does it. */
export async function inDialog(page: Page, button: string): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click();
}
