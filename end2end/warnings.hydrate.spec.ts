// What Chromium says to developers about a page, password managers among it: nothing, on any page.
import { AGENTS, PASSWORD, device, expect, signIn, signUp, strict as test } from './latchkey';

test('Chromium has nothing to say about any page', async ({ browser, baseURL, page, email, emails }) => {
  test.setTimeout(120_000);
  const said: string[] = [];
  page.on('console', (message) => said.push(`${page.url()}: ${message.text()}`));
  for (const path of ['/sign-in', '/sign-in?shared=yes', '/sign-up', '/password/forgotten']) await page.goto(path, { waitUntil: 'load' });
  await signUp(page, email);
  await signIn(await device(browser, baseURL, AGENTS.firefox, true), email);
  await page.goto('/devices');
  const id = await page.locator('.row.asked input[name=device]').first().inputValue();
  const own = ['/devices', '/activity', '/account', '/account/password', '/account/email', '/account/privacy', '/account/download', '/account/delete', '/devices/sign-out-others'];
  const about = ['detail', 'sign-out', 'not-me', 'confirm'].map((name) => `/devices/${name}?device=${id}`);
  for (const path of [...own, ...about, `/devices/undo?device=${id}&what=lock`]) await page.goto(path, { waitUntil: 'networkidle' });
  await page.context().clearCookies();
  await page.goto('/password/forgotten');
  await page.getByLabel('Email').fill(email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await page.goto(await emails.link(email, '/password/reset'), { waitUntil: 'networkidle' });
  await expect(page.getByLabel('New password', { exact: true })).toBeFocused();
  await page.getByLabel('New password', { exact: true }).fill(`${PASSWORD}, and more`);
  expect(said).toEqual([]);
});
