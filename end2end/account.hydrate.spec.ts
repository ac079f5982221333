import { AGENTS, PASSWORD, awake, recognise, row, rows, device, expect, signIn, signUp, strict as test } from './latchkey';

// A server for which no re-authentication is recent enough.

test('the dialog asks for the password in place and then does what was asked', async ({ browser, baseURL, page, email }) => {
  await signUp(page, email);
  await signIn(await device(browser, baseURL, AGENTS.firefox, true), email);
  await page.goto('/devices');
  await awake(page);
  await recognise(page, 'Firefox on Linux');
  await page.getByRole('button', { name: 'Sign out Firefox on Linux' }).click();
  const dialog = page.getByRole('dialog');
  const password = dialog.getByLabel('Current password');
  await expect(password).toBeVisible();
  await password.fill('not the password');
  await expect(password, 'it is what has to be typed').toBeFocused();
  await dialog.getByRole('button', { name: 'Sign out' }).click();
  await expect(dialog.getByRole('alert')).toHaveText("That password isn't right.");
  await expect(password).toBeFocused();
  await expect(password).toHaveAttribute('aria-invalid', 'true');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Sign out Firefox on Linux' }).click();
  await expect(password, 'nothing that was typed outlives the dialog').toHaveValue('');
  await expect(row(page, 'Firefox on Linux')).toBeVisible();
  await password.fill(PASSWORD);
  await password.press('Enter');
  await expect(row(page, 'Firefox on Linux')).toHaveCount(0);
});

test('a device can be locked, and is unlocked by the password', async ({ browser, baseURL, page, email }) => {
  await signUp(page, email);
  const phone = await device(browser, baseURL, AGENTS.safari, true);
  await signIn(phone, email);
  await page.goto('/devices');
  await awake(page);
  await recognise(page, 'Safari on iPhone');
  await page.getByRole('button', { name: 'Sign out Safari on iPhone' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Lock it').check();
  await dialog.getByLabel('Current password').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Lock' }).click();
  await expect(row(page, 'Safari on iPhone')).toContainText('Locked');

  await phone.reload();
  await expect(phone.getByRole('heading', { name: 'Enter your password' })).toBeVisible();
  await expect(phone.getByText('127.0.0.1')).toHaveCount(0);
  await phone.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await phone.getByRole('button', { name: 'Unlock' }).click();
  await expect(phone.getByRole('heading', { name: 'Devices', exact: true })).toBeVisible();
});

test('what happened is shown in the time zone of the person', async ({ page, email }) => {
  await signUp(page, email);
  await page.goto('/activity');
  await expect(page.locator('time').first()).toHaveAttribute('title', /GMT\+9|JST/);
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible();
});

test('a device can be set to be signed out tonight', async ({ browser, baseURL, page, email }) => {
  await signUp(page, email);
  await signIn(await device(browser, baseURL, AGENTS.safari, true), email);
  await page.goto('/devices');
  await awake(page);
  await recognise(page, 'Safari on iPhone');
  await page.getByRole('button', { name: 'Sign out Safari on iPhone' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Sign out tonight').check();
  await dialog.getByLabel('Current password').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Sign out tonight' }).click();
  await expect(row(page, 'Safari on iPhone')).toContainText('Signs out tonight');
  // Its page says when: at the midnight of the browser's time zone.
  await row(page, 'Safari on iPhone').getByRole('link', { name: 'Safari on iPhone' }).click();
  await expect(page.getByRole('region', { name: 'State' }).locator('time')).toHaveText(/at (00|24):00/);
});
