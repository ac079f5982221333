import { AGENTS, PASSWORD, awake, card, cards, device, expect, signIn, signUp, strict as test } from './latchkey';

// A server for which no re-authentication is recent enough.

test('the dialog asks for the password in place and then does what was asked', async ({ browser, baseURL, page, email }) => {
  await signUp(page, email);
  await signIn(await device(browser, baseURL, AGENTS.firefox, true), email);
  await page.goto('/devices');
  await awake(page);
  await expect(cards(page).filter({ hasText: 'Firefox 145 on Linux' })).toBeVisible();
  await page.getByRole('link', { name: 'Sign out Firefox 145 on Linux' }).click();
  const dialog = page.getByRole('dialog');
  const password = dialog.getByLabel('Your password');
  await expect(password).toBeVisible();
  await password.fill('not the password');
  await dialog.getByRole('button', { name: 'Sign out' }).click();
  await expect(dialog.getByRole('alert')).toHaveText("That password isn't right.");
  await expect(card(page, 'Firefox 145 on Linux')).toBeVisible();
  await password.fill(PASSWORD);
  await password.press('Enter');
  await expect(card(page, 'Firefox 145 on Linux')).toHaveCount(0);
});

test('a device can be locked, and is unlocked by the password', async ({ browser, baseURL, page, email }) => {
  await signUp(page, email);
  const phone = await device(browser, baseURL, AGENTS.safari, true);
  await signIn(phone, email);
  await page.goto('/devices');
  await awake(page);
  await page.getByRole('link', { name: 'Sign out Safari 26 on iPhone' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Ask for the password again').check();
  await dialog.getByLabel('Your password').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Lock' }).click();
  await expect(card(page, 'Safari 26 on iPhone')).toContainText('Locked');

  await phone.reload();
  await expect(phone.getByRole('heading', { name: 'Enter your password' })).toBeVisible();
  await expect(phone.getByText('127.0.0.1')).toHaveCount(0);
  await phone.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await phone.getByRole('button', { name: 'Unlock' }).click();
  await expect(phone.getByRole('heading', { name: 'Active devices' })).toBeVisible();
});

test('what happened is shown in the time zone of the person', async ({ page, email }) => {
  await signUp(page, email);
  await page.goto('/activity');
  await expect(page.locator('time').first()).toHaveText(/GMT\+9|JST/);
});

test('a device can be set to be signed out tonight', async ({ browser, baseURL, page, email }) => {
  await signUp(page, email);
  await signIn(await device(browser, baseURL, AGENTS.safari, true), email);
  await page.goto('/devices');
  await awake(page);
  await page.getByRole('link', { name: 'Sign out Safari 26 on iPhone' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Sign out tonight').check();
  await dialog.getByLabel('Your password').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Sign out tonight' }).click();
  const ends = card(page, 'Safari 26 on iPhone').locator('time').filter({ hasText: /Signs out in \d+ (hours|minutes)/ });
  await expect(ends).toHaveAttribute('title', /at (00:00|24:00)/);
});
