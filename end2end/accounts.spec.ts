import { PASSWORD, expect, signUp, test } from './latchkey';

test('a form that fails comes back with what was typed, but for the password', async ({ page, email }) => {
  await page.goto('/sign-up');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill('password123');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('alert')).toContainText('easy to guess');
  await expect(page).toHaveURL(/\/sign-up$/);
  await expect(page.getByLabel('Email')).toHaveValue(email);
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { name: 'Devices', exact: true })).toBeVisible();
});

test('a taken address is reported', async ({ page, email }) => {
  await signUp(page, email);
  await page.context().clearCookies();
  await page.goto('/sign-up');
  await page.getByLabel('Email').fill(email.toUpperCase());
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('alert')).toContainText('There is already an account with this email address');
  await expect(page.getByLabel('Email')).toHaveValue(email.toUpperCase());
});

test('a wrong password is reported without saying which was wrong', async ({ page, email }) => {
  await signUp(page, email);
  await page.context().clearCookies();
  for (const address of [email, `nobody-${email}`]) {
    await page.goto('/sign-in');
    await page.getByLabel('Email').fill(address);
    await page.getByLabel('Password', { exact: true }).fill('a wrong password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert')).toHaveText("That email address and password don't match.");
    await expect(page.getByLabel('Email')).toHaveValue(address);
  }
});
