// Every flow by the keyboard alone: what is pressed has the focus, shows that it has, and the focus goes on from there.
import type { Locator, Page } from '@playwright/test';
import { AGENTS, PASSWORD, awake, device, expect, row, signIn, signUp, test } from './latchkey';

/** Presses Tab until something has the focus: it is reached, and seen to be. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      expect(await target.evaluate((element) => element.matches(':focus-visible'))).toBe(true);
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`not reached by Tab: ${target}`);
}

async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

async function type(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

const button = (page: Page, name: string) => page.getByRole('main').getByRole('button', { name });
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });

test('signing up, out and in', async ({ page, email }) => {
  await page.goto('/sign-up');
  await type(page, page.getByLabel('Email'), email);
  await type(page, page.getByLabel('Password', { exact: true }), PASSWORD);
  await press(page, page.getByRole('button', { name: 'Create account' }));
  await expect(heading(page, 'Devices')).toBeVisible();
  await press(page, page.getByRole('banner').getByRole('button', { name: 'Sign out' }), 'Space');
  await expect(page.getByText('You are signed out.')).toBeVisible();
  await type(page, page.getByLabel('Email'), email);
  await type(page, page.getByLabel('Password', { exact: true }), PASSWORD);
  await press(page, page.getByLabel('Keep me signed in'), 'Space');
  await press(page, page.getByRole('button', { name: 'Sign in' }));
  await expect(heading(page, 'Devices')).toBeVisible();
});

test('answering, renaming, locking, and signing one device out', async ({ browser, baseURL, page, email }) => {
  test.setTimeout(90_000);
  await signUp(page, email);
  const phone = await device(browser, baseURL, AGENTS.safari, true);
  // The last active is asked about first.
  await signIn(await device(browser, baseURL, AGENTS.firefox, true), email);
  await signIn(phone, email);
  await page.goto('/devices');
  await awake(page);
  await press(page, button(page, 'Yes, it was me: Safari on iPhone'));
  await expect(row(page, 'Firefox on Linux').getByRole('link'), 'on to the next question').toBeFocused();

  await press(page, button(page, 'Not me: Firefox on Linux'));
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(button(page, 'Not me: Firefox on Linux')).toBeFocused();

  await press(page, button(page, 'Sign out Safari on iPhone'));
  await expect(dialog.getByLabel('Sign out now')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(dialog.getByLabel('Lock it')).toBeChecked();
  await page.keyboard.press('Enter');
  await expect(row(page, 'Safari on iPhone')).toContainText('Locked');
  await expect(row(page, 'Safari on iPhone').getByRole('link')).toBeFocused();

  await phone.reload();
  await type(phone, phone.getByLabel('Password', { exact: true }), PASSWORD);
  await press(phone, phone.getByRole('button', { name: 'Unlock' }));
  await expect(heading(phone, 'Devices')).toBeVisible();

  await page.reload();
  await awake(page);
  await press(page, row(page, 'Safari on iPhone').getByRole('link'));
  const pencil = page.locator('.rename summary');
  await press(page, pencil);
  await expect(page.getByLabel('Device name')).toBeFocused();
  await page.keyboard.type('Something');
  await page.keyboard.press('Escape');
  await expect(pencil).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Device name')).toBeFocused();
  await page.keyboard.type('Kitchen phone');
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Kitchen phone')).toBeVisible();

  await press(page, page.getByRole('link', { name: 'All devices' }));
  await awake(page);
  await press(page, button(page, 'Sign out Kitchen phone'));
  await press(page, dialog.getByRole('button', { name: 'Sign out', exact: true }));
  await expect(row(page, 'Kitchen phone')).toHaveCount(0);
  await expect(heading(page, 'Devices')).toBeFocused();
  await press(page, button(page, 'Sign out all others'));
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await press(page, dialog.getByRole('button', { name: 'Sign out all others' }));
  await expect(row(page, 'Firefox on Linux')).toHaveCount(0);
});

test('disowning a device and choosing a new password', async ({ browser, baseURL, page, email }) => {
  await signUp(page, email);
  await signIn(await device(browser, baseURL, AGENTS.firefox, true), email);
  await page.goto('/devices');
  await awake(page);
  await press(page, button(page, 'Not me: Firefox on Linux'));
  const dialog = page.getByRole('dialog');
  await press(page, dialog.getByRole('button', { name: 'Sign it out' }));
  await expect(dialog.getByRole('link', { name: 'Change password' })).toBeFocused();
  await page.keyboard.press('Enter');
  await type(page, page.getByLabel('Current password'), PASSWORD);
  await press(page, page.getByRole('button', { name: 'Suggest a passphrase' }));
  await expect(page.getByLabel('New password', { exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Your password was changed.')).toBeVisible();
});

test('leaving for good', async ({ page, email }) => {
  await signUp(page, email);
  await press(page, page.getByRole('navigation', { name: 'Your account' }).getByRole('link', { name: 'Account' }));
  await expect(heading(page, 'Account')).toBeVisible();
  await page.goto('/account/delete');
  await type(page, page.getByLabel('Current password'), PASSWORD);
  await press(page, page.getByRole('main').getByRole('button', { name: /delete/i }));
  await expect(page.getByText('Your account was deleted')).toBeVisible();
});
