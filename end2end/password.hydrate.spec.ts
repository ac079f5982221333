// Help with a new password, while it is typed.
import { expect, signUp, test } from './latchkey';
import { look } from './look';

test('a new password is judged while it is typed, in words that are announced', async ({ page, email }) => {
  test.setTimeout(60_000);
  await page.goto('/sign-up');
  const field = page.getByLabel('Password', { exact: true });
  const said = page.locator('.strength [role=status]');
  await expect(page.locator('.strength')).toBeHidden();
  await page.getByLabel('Email').fill(email);
  await field.pressSequentially('password1');
  await expect(said).toContainText('Easy to guess.');
  await look(page, 'sign-up-weak');
  await field.fill('acid tulip remark cobra zesty');
  await expect(said).toHaveText('Strong.');
  await look(page, 'sign-up-strong');
  await field.fill('');
  await expect(page.locator('.strength')).toBeHidden();
  // It is asked about by POST alone, and never while somebody is typing on.
  const asked: string[] = [];
  page.on('request', (request) => { if (request.url().includes('advice')) asked.push(`${request.method()} ${new URL(request.url()).search}`); });
  await field.pressSequentially('several letters', { delay: 20 });
  await expect(page.locator('.strength')).toBeVisible();
  expect(asked).toEqual(['POST ']);
  // Where the server can't be asked, nothing is said that is no longer true.
  await page.context().setOffline(true);
  await field.fill('something else entirely');
  await expect(page.locator('.strength')).toBeHidden();
  await page.context().setOffline(false);
});

test('a passphrase is suggested, shown and accepted', async ({ page, email }) => {
  await page.goto('/sign-up');
  await page.getByLabel('Email').fill(email);
  const field = page.getByLabel('Password', { exact: true });
  const suggest = page.getByRole('button', { name: 'Suggest a passphrase' });
  await suggest.click();
  await expect(field).toHaveValue(/^[a-z-]+( [a-z-]+){4}$/);
  await expect(field).toHaveAttribute('type', 'text');
  await expect(field).toBeFocused();
  const first = await field.inputValue();
  await suggest.click();
  await expect(field).not.toHaveValue(first);
  await expect(page.locator('.strength [role=status]')).toHaveText('Strong.');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { name: 'Devices', exact: true })).toBeVisible();
});

test('so is the one that replaces another', async ({ page, email }) => {
  await signUp(page, email);
  await page.goto('/account/password');
  await page.getByRole('button', { name: 'Suggest a passphrase' }).click();
  await expect(page.getByLabel('New password', { exact: true })).toHaveAttribute('type', 'text');
  await expect(page.getByLabel('Current password')).toHaveAttribute('type', 'password');
  await page.getByLabel('New password', { exact: true }).fill(email.split('@')[0]!);
  await expect(page.locator('.strength [role=status]'), 'it knows whose it is').toContainText('Easy to guess.');
});
