// The same without JavaScript.
import { AGENTS, row, device, expect, signIn, signUp, test } from './latchkey';

test('without JavaScript a device is renamed, recognised, chosen and disowned', async ({ browser, baseURL, page, email }) => {
  await signUp(page, email);
  const phone = await device(browser, baseURL, AGENTS.safari, false);
  await signIn(phone, email);
  const stranger = await device(browser, baseURL, AGENTS.firefox, false);
  await signIn(stranger, email);
  await page.goto('/devices');
  await page.getByRole('button', { name: 'Yes, it was me: Safari on iPhone' }).click();
  const its = row(page, 'Safari on iPhone');
  await expect(its).not.toContainText('New');
  await its.getByRole('link').click();
  await page.getByLabel('Rename Safari on iPhone').click();
  await page.getByLabel('Device name').fill('Kitchen phone');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('status')).toHaveText('Renamed to Kitchen phone.');
  await page.goto('/devices');
  await expect(row(page, 'Kitchen phone')).toBeVisible();

  await page.goto('/devices/sign-out-others?show=phones');
  await expect(page.getByRole('heading', { name: 'Sign out 1 other device?' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Kitchen phone');
  await page.getByRole('button', { name: 'Sign these out' }).click();
  await expect(page.getByText('These devices are signed out.')).toBeVisible();
  await phone.reload();
  await expect(phone).toHaveURL(/sign-in/);

  await page.getByRole('button', { name: 'Not me: Firefox on Linux' }).click();
  await page.getByRole('button', { name: 'Sign it out' }).click();
  await expect(page.getByRole('heading', { name: 'Change password' })).toBeVisible();
  await stranger.reload();
  await expect(stranger).toHaveURL(/sign-in/);
});
