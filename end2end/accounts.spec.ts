import { PASSWORD, expect, signUp, test } from './latchkey';

test('a form that fails comes back with what was typed, but for the password', async ({ page, email }) => {
  await page.goto('/sign-up');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill('password123');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('alert')).toContainText('among the first that would be guessed');
  await expect(page).toHaveURL(/\/sign-up$/);
  await expect(page.getByLabel('E-mail')).toHaveValue(email);
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { name: 'Active devices' })).toBeVisible();
});

test('a taken address is told', async ({ page, email }) => {
  await signUp(page, email);
  await page.context().clearCookies();
  await page.goto('/sign-up');
  await page.getByLabel('E-mail').fill(email.toUpperCase());
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('alert')).toContainText('There is an account with this e-mail address already');
  await expect(page.getByLabel('E-mail')).toHaveValue(email.toUpperCase());
});

test('a wrong password is told without saying which was wrong', async ({ page, email }) => {
  await signUp(page, email);
  await page.context().clearCookies();
  for (const address of [email, `nobody-${email}`]) {
    await page.goto('/sign-in');
    await page.getByLabel('E-mail').fill(address);
    await page.getByLabel('Password', { exact: true }).fill('a wrong password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert')).toHaveText('The e-mail address or the password is not right.');
    await expect(page.getByLabel('E-mail')).toHaveValue(address);
  }
});
