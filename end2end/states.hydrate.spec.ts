// Every page is looked at in each of its states: errors, open dialogs, what is empty, and what has to be done.
import { AGENTS, PASSWORD, awake, device, expect, inDialog, recognise, row, signIn, signUp, strict, test } from './latchkey';
import { look } from './look';

test('why somebody has to sign in, and what is wrong with what they typed', async ({ browser, baseURL, page, email }) => {
  test.setTimeout(180_000);
  await signUp(page, email);
  const phone = await device(browser, baseURL, AGENTS.safari, true);
  await signIn(phone, email);
  await page.goto('/devices');
  await awake(page);
  await recognise(page, 'Safari on iPhone');
  await page.getByRole('button', { name: 'Sign out Safari on iPhone' }).click();
  await inDialog(page, 'Sign out');
  await expect(page.locator('.toast')).toBeVisible();
  await phone.reload();
  await expect(phone.getByText(/Signed out from Chrome on Windows on .* (JST|GMT\+9)\./)).toBeVisible();
  await look(phone, 'sign-in-who');
  await phone.getByLabel('Email').fill(email);
  await phone.getByLabel('Password', { exact: true }).fill('a guess of somebody else');
  await phone.getByRole('button', { name: 'Sign in' }).click();
  await expect(phone.getByRole('alert')).toBeVisible();
  await look(phone, 'sign-in-error');
  await phone.goto('/sign-in?shared=yes');
  await look(phone, 'sign-in-shared');
});

test('the list while something is asked, open or to be done', async ({ browser, baseURL, page, email }) => {
  test.setTimeout(240_000);
  await signUp(page, email);
  for (const agent of [AGENTS.safari, AGENTS.firefox, 'curl/8.5.0']) await signIn(await device(browser, baseURL, agent, true), email);
  await page.goto('/devices');
  await awake(page);
  await page.getByRole('button', { name: 'Not me: curl' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await look(page, 'not-me-dialog');
  await page.getByRole('dialog').getByLabel(/Also sign out/).uncheck();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign it out' }).click();
  await expect(page.getByRole('dialog').getByRole('link', { name: 'Change password' })).toBeVisible();
  await look(page, 'not-me-next');
  await page.getByRole('dialog').getByRole('button', { name: 'Later' }).click();
  await recognise(page, 'Safari on iPhone', 'Firefox on Linux');
  await look(page, 'devices-task');
  await page.getByRole('button', { name: 'Sign out Safari on iPhone' }).click();
  await page.getByRole('dialog').getByLabel('Lock it').check();
  await inDialog(page, 'Lock');
  await expect(row(page, 'Safari on iPhone')).toContainText('Locked');
  await page.locator('#receipts summary').click();
  await look(page, 'devices-locked');
  await row(page, 'Safari on iPhone').getByRole('link').click();
  await look(page, 'detail-locked');
  await page.locator('.rename summary').click();
  await page.getByLabel('Device name').fill('n'.repeat(61));
  await expect(page.locator('.count')).toHaveText('61 of 60 characters');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await look(page, 'rename-error');
  for (const show of ['sign_ins', 'warnings', 'changes', 'everything']) {
    await page.goto(`/activity?show=${show}`);
    await look(page, `activity-${show}`);
  }
  await page.goto('/devices?find=nowhere');
  await look(page, 'devices-none-found');
  await page.goto('/devices/detail?device=abcDEF0123-_wxyz');
  await look(page, 'detail-not-found');
});

strict('what asks for the password, and what it says of a wrong one', async ({ browser, baseURL, page, email }) => {
  strict.setTimeout(180_000);
  await signUp(page, email);
  const phone = await device(browser, baseURL, AGENTS.safari, true);
  await signIn(phone, email);
  await page.goto('/devices');
  await awake(page);
  await page.getByRole('button', { name: 'Not me: Safari on iPhone' }).click();
  await page.getByRole('dialog').getByLabel('Current password').fill('a guess of somebody else');
  await page.getByRole('dialog').getByRole('button', { name: 'Sign it out' }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toHaveText("That password isn't right.");
  await expect(page.getByRole('dialog').getByLabel('Current password')).toBeFocused();
  await look(page, 'not-me-error');
  await page.keyboard.press('Escape');
  await recognise(page, 'Safari on iPhone');
  await page.getByRole('button', { name: 'Sign out Safari on iPhone' }).click();
  await page.getByRole('dialog').getByLabel('Current password').fill('a guess of somebody else');
  await inDialog(page, 'Sign out');
  await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible();
  await look(page, 'sign-out-dialog-error');
  await page.getByRole('dialog').getByLabel('Lock it').check();
  await page.getByRole('dialog').getByLabel('Current password').fill(PASSWORD);
  await inDialog(page, 'Lock');
  await phone.reload();
  await phone.getByLabel('Password', { exact: true }).fill('a guess of somebody else');
  await phone.getByRole('button', { name: 'Unlock' }).click();
  await expect(phone.getByRole('alert')).toBeVisible();
  await look(phone, 'unlock-error');
});
