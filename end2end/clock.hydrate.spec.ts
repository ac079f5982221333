// Times in a page that stays open.
import { AGENTS, PASSWORD, awake, recognise, row, device, expect, signIn, signUp, strict, test } from './latchkey';

test('after the machine slept nothing is still active now', async ({ browser, baseURL, page, email }) => {
  await page.clock.install();
  await signUp(page, email);
  await signIn(await device(browser, baseURL, AGENTS.firefox, true), email);
  await page.goto('/devices');
  await awake(page);
  const its = row(page, 'Firefox on Linux');
  await expect(its).toContainText('Active now');
  // Three hours in which no timer runs; then the page comes into view.
  await page.clock.pauseAt(Date.now() + 3 * 3_600_000 + 60_000);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
  await expect(its).toContainText('Active 3 hours ago');
  // One tick after a long sleep says the same.
  await page.clock.fastForward(2 * 3_600_000);
  await expect(its).toContainText('Active 5 hours ago');
});

strict('the page that asks sends the midnight of the browser, and says when that is', async ({ browser, baseURL, email }) => {
  const context = await browser.newContext({ baseURL, timezoneId: 'America/Los_Angeles', locale: 'en-GB', userAgent: AGENTS.chrome });
  const page = await context.newPage();
  await signUp(page, email);
  await signIn(await device(browser, baseURL, AGENTS.firefox, true), email);
  await page.goto('/devices');
  await awake(page);
  await recognise(page, 'Firefox on Linux');
  const id = await row(page, 'Firefox on Linux').locator('input[name=device]').first().inputValue();
  await page.goto(`/devices/sign-out?device=${id}`);
  await expect(page.getByText(/until midnight \(00:00 (GMT-[78]|P[SD]T)\)/)).toBeVisible();
  await page.getByLabel('Sign out tonight').check();
  await page.getByLabel('Current password').fill('a guess of somebody else');
  await page.getByRole('main').getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('alert')).toHaveText("That password isn't right.");
  await expect(page.getByLabel('Sign out tonight')).toBeChecked();
  await page.getByLabel('Current password').fill(PASSWORD);
  await page.getByRole('main').getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('status').first()).toContainText('Firefox on Linux will be signed out tonight.');
  await page.goto(`/devices/detail?device=${id}`);
  await expect(page.getByText(/It will be signed out on \d+ \w+ \d+ at 00:00 (GMT-[78]|P[SD]T)/)).toBeVisible();
  await context.close();
});

strict('a password does not stay in a dialog that was closed', async ({ browser, baseURL, page, email }) => {
  await signUp(page, email);
  await signIn(await device(browser, baseURL, AGENTS.firefox, true), email);
  await page.goto('/devices');
  await awake(page);
  await recognise(page, 'Firefox on Linux');
  const ask = page.getByRole('button', { name: 'Sign out Firefox on Linux' });
  const password = page.getByRole('dialog').getByLabel('Current password');
  await ask.click();
  await password.fill(PASSWORD);
  await page.keyboard.press('Escape');
  await ask.click();
  await expect(password).toHaveValue('');
});

strict('what was typed to change the password outlives an error', async ({ page, email }) => {
  await signUp(page, email);
  await page.goto('/account/password');
  await page.getByLabel('Current password').fill('a guess of somebody else');
  await page.getByRole('textbox', { name: 'New password' }).fill('a wholly different sentence');
  await page.getByLabel('Sign out all other devices').uncheck();
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByRole('alert')).toHaveText("That password isn't right.");
  await expect(page.getByRole('textbox', { name: 'New password' })).toHaveValue('a wholly different sentence');
  await expect(page.getByLabel('Sign out all other devices')).not.toBeChecked();
  await page.getByLabel('Current password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Your password was changed.')).toBeVisible();
});
