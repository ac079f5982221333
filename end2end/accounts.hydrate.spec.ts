import { PASSWORD, expect, signUp, test } from './latchkey';

test('an error appears in place and nothing that was typed is lost', async ({ page, email }) => {
  await signUp(page, email);
  await page.context().clearCookies();
  await page.goto('/sign-up');
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('alert')).toContainText('There is already an account with this email address');
  await expect(page.getByLabel('Email')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('Email')).toBeFocused();
  await expect(page.getByLabel('Email')).toHaveValue(email);
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue(PASSWORD);
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
});

test('a password is masked, and shown on demand', async ({ page }) => {
  await page.goto('/sign-in');
  const password = page.getByLabel('Password', { exact: true });
  await password.fill(PASSWORD);
  await expect(password).toHaveAttribute('type', 'password');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(password).toHaveAttribute('type', 'text');
  await expect(password).toHaveValue(PASSWORD);
  await page.getByRole('button', { name: 'Hide' }).click();
  await expect(password).toHaveAttribute('type', 'password');
});

test('a form is sent once, however often it is pressed', async ({ page, email }) => {
  await page.goto('/sign-up');
  let posts = 0;
  page.on('request', (request) => (posts += Number(request.method() === 'POST' && request.url().endsWith('/sign-up'))));
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click({ clickCount: 3 });
  await expect(page.getByRole('heading', { name: 'Devices', exact: true })).toBeVisible();
  expect(posts).toBe(1);
});

test('the sign-in page loads no WebAssembly, and nothing loads from elsewhere', async ({ page, email, server }) => {
  const urls: string[] = [];
  page.on('request', (request) => urls.push(request.url()));
  await page.goto('/sign-in', { waitUntil: 'networkidle' });
  expect(urls.filter((url) => url.includes('.wasm'))).toEqual([]);
  await signUp(page, email);
  await page.waitForLoadState('networkidle');
  expect(urls.filter((url) => url.includes('.wasm'))).toHaveLength(1);
  expect(urls.filter((url) => !url.startsWith(server.url))).toEqual([]);
});

test('nothing of the session is within reach of a script', async ({ page, email }) => {
  await signUp(page, email);
  const reach = await page.evaluate(() => [document.cookie, JSON.stringify(localStorage), JSON.stringify(sessionStorage)]);
  expect(reach).toEqual(['', '{}', '{}']);
});
