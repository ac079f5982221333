import { AGENTS, PASSWORD, recognise, row, rows, device, expect, signIn, signUp, test } from './latchkey';

test('three devices, one signed out while the others go on, then all others', async ({ browser, baseURL, email }) => {
  const chrome = await device(browser, baseURL, AGENTS.chrome, false);
  const safari = await device(browser, baseURL, AGENTS.safari, false);
  const firefox = await device(browser, baseURL, AGENTS.firefox, false);
  await signUp(chrome, email);
  await expect(chrome.getByText('Just this one, so far')).toBeVisible();
  await signIn(safari, email);
  await signIn(firefox, email);

  await chrome.goto('/devices');
  await expect(chrome.getByText('3 devices are signed in.')).toBeAttached();
  await expect(rows(chrome)).toHaveCount(3);
  await expect(rows(chrome).first()).toContainText('Chrome on Windows');
  await expect(chrome.getByRole('list', { name: 'This device' }).getByRole('listitem')).toContainText('Chrome on Windows');
  await expect(row(chrome, 'Safari on iPhone')).toContainText('Local network');
  await expect(row(chrome, 'Firefox on Linux')).toContainText('Active now');

  await recognise(chrome, 'Safari on iPhone', 'Firefox on Linux');

  // A page of its own asks; cancelling changes nothing.
  await chrome.getByRole('button', { name: 'Sign out Safari on iPhone' }).click();
  await expect(chrome.getByRole('heading', { name: 'Sign out Safari on iPhone?' })).toBeVisible();
  await chrome.getByRole('link', { name: 'Cancel' }).click();
  await expect(row(chrome, 'Safari on iPhone')).toBeVisible();
  await chrome.getByRole('button', { name: 'Sign out Safari on iPhone' }).click();
  await chrome.getByRole('main').getByRole('button', { name: 'Continue' }).click();
  await expect(chrome.getByText('Safari on iPhone is signed out.')).toBeVisible();
  await expect(rows(chrome)).toHaveCount(2);

  await safari.goto('/devices');
  await expect(safari).toHaveURL(/\/sign-in\?reason=signed-out/);
  await expect(safari.getByText(/Signed out from Chrome/)).toBeVisible();
  await firefox.reload();
  await expect(firefox.getByText('2 devices are signed in.')).toBeAttached();

  await chrome.getByRole('main').getByRole('button', { name: 'Sign out all others' }).first().click();
  await chrome.getByRole('button', { name: 'Sign out all others' }).click();
  await expect(chrome.getByText('All other devices are signed out.')).toBeVisible();
  await firefox.reload();
  await expect(firefox.getByText(/Signed out from Chrome/)).toBeVisible();
});

test('signing out here leads to the sign-in page, and back is refused', async ({ page, email }) => {
  await signUp(page, email);
  await page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.goto('/devices');
  await expect(page).toHaveURL(/\/sign-in$/);
});

test('after signing in again the person is where they were going', async ({ browser, baseURL, page, email }) => {
  await signUp(page, email);
  const other = await device(browser, baseURL, AGENTS.firefox, false);
  await signIn(other, email);
  await page.goto('/devices');
  await page.getByRole('main').getByRole('button', { name: 'Sign out all others' }).first().click();
  await page.getByRole('button', { name: 'Sign out all others' }).click();
  await other.goto('/devices/sign-out-others');
  await expect(other.getByText(/Signed out from Chrome/)).toBeVisible();
  await other.getByLabel('Email').fill(email);
  await other.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await other.getByRole('button', { name: 'Sign in' }).click();
  await expect(other.getByRole('heading', { name: 'Sign out all other devices?' })).toBeVisible();
});

test('a device that is already gone is reported on a page', async ({ browser, baseURL, page, email }) => {
  await signUp(page, email);
  const other = await device(browser, baseURL, AGENTS.firefox, false);
  await signIn(other, email);
  await page.goto('/devices');
  await recognise(page, 'Firefox on Linux');
  await page.getByRole('button', { name: 'Sign out Firefox on Linux' }).click();
  await other.getByRole('banner').getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('main').getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText("This device isn't signed in to your account.")).toBeVisible();
});
