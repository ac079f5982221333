import { PASSWORD, awake, recognise, row, rows, expect, signIn, signUp, watch, start, AGENTS } from './latchkey';
import { proxied as test } from './nginx';

// What a client may send to be taken for another. Latchkey trusts the proxy, not what it hands on.
const SPOOFED = { 'X-Forwarded-For': '203.0.113.66, 127.0.0.2', Forwarded: 'for=203.0.113.66' };

test('over https the cookie is bound to the host, and the browser stays on https', async ({ page, context, email }) => {
  const response = await page.goto('/sign-up');
  expect(response!.headers()['strict-transport-security']).toMatch(/^max-age=63072000/);
  expect(await response!.securityDetails()).toMatchObject({ subjectName: 'localhost' });
  await signUp(page, email);
  await awake(page);
  const cookies = await context.cookies();
  const bound = { secure: true, httpOnly: true, sameSite: 'Lax', path: '/', domain: 'localhost' };
  expect(cookies).toMatchObject([bound, bound]);
  const names = cookies.map((cookie) => cookie.name.replace(/-[a-z2-7]{8}$/, '-ID'));
  expect(names.sort()).toEqual(['__Host-latchkey-ID', '__Host-latchkey-device-ID']);
  expect(await page.evaluate(() => document.cookie)).toBe('');
});

test('devices have the addresses that the proxy saw, whatever they say themselves', async ({ browser, baseURL, page, email, problems }) => {
  await signUp(page, email);
  await awake(page);
  await expect(rows(page)).toContainText('Local network');

  const extraHTTPHeaders = { ...SPOOFED, 'X-Test-Client': '81.2.69.142' };
  const london = await browser.newContext({
    baseURL, extraHTTPHeaders, ignoreHTTPSErrors: true, userAgent: AGENTS.firefox, locale: 'en-GB', timezoneId: 'Asia/Tokyo',
  });
  watch(london, problems);
  const other = await london.newPage();
  await signIn(other, email);
  await awake(other);
  await page.goto('/devices');
  await awake(page);
  const its = row(page, 'Firefox on Linux');
  await expect(its).toContainText('London, United Kingdom');
  await expect(page.getByText('203.0.113.66')).toHaveCount(0);
  await expect(page.getByRole('contentinfo')).toContainText('GeoLite Data created by MaxMind');
  await expect(page.getByRole('contentinfo').getByRole('link')).toHaveAttribute('href', 'https://www.maxmind.com');

  // The proxy hands on what an island asks for as well.
  await recognise(page, 'Firefox on Linux');
  await its.getByRole('link').click();
  await expect(page.getByText('81.2.69.142').first()).toBeVisible();
  await expect(page.getByText('203.0.113.66')).toHaveCount(0);
  await page.goto('/devices');
  await awake(page);
  await page.getByRole('button', { name: 'Sign out Firefox on Linux' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(rows(page)).toHaveCount(1);
  await other.reload();
  await expect(other.getByText(/Signed out from /)).toBeVisible();
});

test('the database that the set-up installs knows countries, which are named in the reader’s language', async ({ browser }) => {
  const server = await start('--listen=127.0.0.1:0', '--trusted-proxies=127.0.0.1');
  try {
    const context = await browser.newContext({
      baseURL: server.url, extraHTTPHeaders: { 'X-Forwarded-For': '81.2.69.142' }, userAgent: AGENTS.firefox, locale: 'fr-FR',
    });
    const page = await context.newPage();
    await page.goto('/sign-up');
    await page.getByLabel('Adresse e-mail').fill('ada@example.com');
    await page.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Créer le compte' }).click();
    await expect(rows(page)).toContainText('Royaume-Uni');
    await expect(page.getByRole('contentinfo')).toContainText('NRO');
    await context.close();
  } finally {
    await server.stop();
  }
});
