// A device that nobody recognised doesn't speak for the account; the mailbox does.
import { AGENTS, PASSWORD, awake, device, expect, signIn, signUp } from './latchkey';
import { linkOf, test } from './smtp';
import { look } from './look';

test('a device that was not confirmed signs out no other and changes nothing, until the link in the email confirms it', async ({ browser, baseURL, page, email, mailbox }) => {
  test.setTimeout(120_000);
  await signUp(page, email);
  const other = await device(browser, baseURL, AGENTS.firefox, true);
  await signIn(other, email);
  await awake(other);
  await expect(other.getByText("You haven't confirmed this device yet").first()).toBeVisible();
  await look(other, 'devices-unconfirmed');

  await other.getByRole('main').getByRole('button', { name: 'Sign out all others' }).first().click();
  const dialog = other.getByRole('dialog');
  await dialog.locator('[type=submit]').click();
  await expect(dialog.getByRole('alert')).toContainText('confirmed');
  await other.keyboard.press('Escape');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Devices', exact: true })).toBeVisible();

  await other.goto('/account/password');
  await other.getByLabel('Current password').fill(PASSWORD);
  await other.getByLabel('New password', { exact: true }).fill('a wholly different sentence');
  await other.getByRole('button', { name: 'Change password' }).click();
  await expect(other.getByRole('alert')).toContainText('confirmed');
  await expect(other.getByLabel('New password', { exact: true }), 'nothing that was typed is lost').toHaveValue('a wholly different sentence');

  const mail = await mailbox.email(email, 'A new device signed in to Latchkey');
  await other.goto(linkOf(mail, '/devices/recognise'));
  await expect(other.getByText('Firefox on Linux')).toBeVisible();
  await look(other, 'recognise');
  await other.getByRole('button', { name: 'Yes, it is mine' }).click();
  await expect(other.getByText('The device is confirmed.')).toBeVisible();
  await look(other, 'recognise-done');

  await other.goto('/account/email');
  await other.getByLabel('New email').fill(`new-${email}`);
  await other.getByRole('button', { name: 'Change address' }).click();
  await expect(other).toHaveURL(/account/);
  const undo = linkOf(await mailbox.email(email, 'The email address of your Latchkey account was changed'), '/account/undo');
  const anybody = await device(browser, baseURL, AGENTS.safari, true);
  await anybody.goto(undo);
  await expect(anybody.getByText(email, { exact: true })).toBeVisible();
  await look(anybody, 'undo');
  await anybody.getByRole('button', { name: 'Restore address' }).click();
  await expect(anybody.getByText('Your account has its earlier address again')).toBeVisible();
  await look(anybody, 'undo-done');
  await page.reload();
  await expect(page).toHaveURL(/sign-in/);
});
