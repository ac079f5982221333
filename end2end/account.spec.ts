import { readFileSync } from 'node:fs';
import { AGENTS, PASSWORD, recognise, row, device, expect, signIn, signUp, strict as test } from './latchkey';

// A server for which no re-authentication is recent enough.

test('without JavaScript a page asks for the password and then does what was asked', async ({ browser, baseURL, page, email }) => {
  await signUp(page, email);
  const phone = await device(browser, baseURL, AGENTS.safari, false);
  await signIn(phone, email);
  await page.goto('/devices');
  await recognise(page, 'Safari on iPhone');
  await page.getByRole('button', { name: 'Sign out Safari on iPhone' }).click();
  await page.getByLabel('Lock it').check();
  await page.getByLabel('Current password').fill('not the password');
  await page.getByRole('main').getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('alert')).toHaveText("That password isn't right.");
  await page.getByLabel('Lock it').check();
  await page.getByLabel('Current password').fill(PASSWORD);
  await page.getByRole('main').getByRole('button', { name: 'Continue' }).click();
  await expect(row(page, 'Safari on iPhone')).toContainText('Locked');
  await phone.reload();
  await phone.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await phone.getByRole('button', { name: 'Unlock' }).click();
  await expect(phone.getByRole('heading', { name: 'Devices', exact: true })).toBeVisible();

  await page.goto('/devices/sign-out-others');
  await page.getByLabel('Current password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign out all others' }).click();
  await expect(page.getByText('All other devices are signed out.')).toBeVisible();
  await phone.reload();
  await expect(phone).toHaveURL(/sign-in/);
  await page.reload();
  await page.getByText('Recently signed out').click();
  await expect(page.getByText('Signed out by you from')).toBeVisible();
});

test('password, address, download and farewell', async ({ page, email }) => {
  await signUp(page, email);
  await page.getByRole('link', { name: 'Account', exact: true }).click();
  await page.getByRole('link', { name: 'Change password' }).click();
  await page.getByLabel('Current password').fill(PASSWORD);
  await page.getByRole('textbox', { name: 'New password' }).fill('a wholly different sentence');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Your password was changed.')).toBeVisible();

  await page.getByRole('link', { name: 'Change email address' }).click();
  await page.getByLabel('New email').fill(`new-${email}`);
  await page.getByLabel('Current password').fill('a wholly different sentence');
  await page.getByRole('button', { name: 'Change address' }).click();
  await expect(page.getByText('Your email address was changed.')).toBeVisible();
  await expect(page.getByRole('banner').getByText(`new-${email}`)).toBeVisible();

  await page.getByRole('link', { name: 'Download your data' }).click();
  await page.getByLabel('Current password').fill('a wholly different sentence');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download' }).click()]);
  expect(download.suggestedFilename()).toBe('latchkey.json');
  const kept = JSON.parse(readFileSync(await download.path(), 'utf8'));
  expect(kept.account.email).toBe(`new-${email}`);

  await page.goto('/activity');
  for (const title of ['Password changed', 'Email address changed', 'Data downloaded', 'Account created']) {
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
  }

  await page.goto('/account/delete');
  await page.getByLabel('Current password').fill('a wholly different sentence');
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.goto('/devices');
  await expect(page).toHaveURL(/\/sign-in$/);
});

test('a forgotten password is reset by the link in the email', async ({ page, email, emails }) => {
  await signUp(page, email);
  await page.context().clearCookies();
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await page.getByLabel('Email').fill(email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByText('we sent it an email')).toBeVisible();
  await page.goto(await emails.link(email));
  await page.getByLabel('New password', { exact: true }).fill('a wholly different sentence');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Your password was changed')).toBeVisible();
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill('a wholly different sentence');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Devices', exact: true })).toBeVisible();
});
