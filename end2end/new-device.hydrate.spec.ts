// A device that was never seen before: reported by a real email, asked about on the others.
import { AGENTS, PASSWORD, awake, recognise, row, rows, expect, signIn, signUp, watch } from './latchkey';
import { linkOf, test } from './smtp';
import { look } from './look';
import type { Browser, Page } from '@playwright/test';

const LONDON = '81.2.69.142';
const CHANGCHUN = '175.16.199.0';

/** A browser of its own, somewhere. */
async function at(browser: Browser, baseURL: string | undefined, userAgent: string, address: string, problems: string[]): Promise<Page> {
  const context = await browser.newContext({ baseURL, userAgent, locale: 'en-GB', timezoneId: 'Asia/Tokyo', extraHTTPHeaders: { 'X-Forwarded-For': address } });
  watch(context, problems);
  return context.newPage();
}

test('an email reports a new device, and its link signs it out and leads to a new password', async ({ browser, baseURL, email, mailbox, problems }) => {
  test.setTimeout(120_000);
  const owner = await at(browser, baseURL, AGENTS.chrome, LONDON, problems);
  await signUp(owner, email);
  const thief = await at(browser, baseURL, AGENTS.firefox, CHANGCHUN, problems);
  await signIn(thief, email);

  const mail = await mailbox.email(email, 'A new device signed in to Latchkey');
  for (const part of [mail.text, mail.html || '']) {
    for (const fact of ['Firefox on Linux', 'Changchun, China', 'UTC', 'New country · Unlikely travel', 'This wasn\'t me']) {
      expect(part).toContain(fact);
    }
  }
  const picture = await (await browser.newContext()).newPage();
  await picture.setContent(mail.html || '');
  expect(await picture.locator('img, link, script, iframe').count()).toBe(0);
  await look(picture, 'email-new-device', ['light']);
  await picture.close();

  // Opening the link signs nobody in and changes nothing, however often.
  const anybody = await at(browser, baseURL, AGENTS.safari, LONDON, problems);
  const path = linkOf(mail);
  for (let visit = 0; visit < 2; visit++) {
    await anybody.goto(path);
    await expect(anybody.getByText('Firefox on Linux')).toBeVisible();
  }
  await look(anybody, 'disown');
  await thief.reload();
  await expect(thief.getByRole('heading', { name: 'Devices', exact: true })).toBeVisible();
  await anybody.getByRole('button', { name: 'Sign it out' }).click();
  await expect(anybody.getByText('Check your email again')).toBeVisible();
  await look(anybody, 'disown-done');
  await thief.reload();
  await expect(thief.getByText('This device was signed out.')).toBeVisible();
  await anybody.goto(path);
  await expect(anybody.getByText('was already used')).toBeVisible();

  await anybody.goto(linkOf(await mailbox.email(email, 'Choose a new password for Latchkey')));
  await anybody.getByLabel('New password', { exact: true }).fill('another good long sentence');
  await anybody.getByRole('button', { name: 'Change password' }).click();
  await expect(anybody).toHaveURL(/sign-in/);
  await signIn(thief, email).catch(() => {});
  await expect(thief.getByText("That email address and password don't match.")).toBeVisible();
});

test('the other devices ask whether it was you', async ({ browser, baseURL, email, problems }) => {
  test.setTimeout(120_000);
  const owner = await at(browser, baseURL, AGENTS.chrome, LONDON, problems);
  await signUp(owner, email);
  const phone = await at(browser, baseURL, AGENTS.safari, LONDON, problems);
  await signIn(phone, email);
  const thieves = [];
  for (const agent of [AGENTS.firefox, 'curl/8.5.0']) {
    const thief = await at(browser, baseURL, agent, CHANGCHUN, problems);
    await signIn(thief, email);
    thieves.push(thief);
  }
  await owner.goto('/devices');
  await awake(owner);
  await expect(owner.getByRole('heading', { name: 'Needs your answer · 3' })).toBeVisible();
  await look(owner, 'devices-unknown');
  await expect(rows(owner).nth(1), 'the most unusual is asked about first').toContainText('New country');
  await recognise(owner, 'Safari on iPhone');
  await expect(row(owner, 'Safari on iPhone')).not.toContainText('New');
  await owner.getByRole('button', { name: 'Unlikely travel' }).first().click();
  await expect(owner.locator('.reason:popover-open')).toContainText('no flight is that fast');
  await owner.keyboard.press('Escape');

  await owner.getByRole('button', { name: 'Not me: Firefox on Linux' }).click();
  await look(owner, 'not-me');
  await owner.getByRole('dialog').getByRole('button', { name: 'Sign it out' }).click();
  await owner.getByRole('dialog').getByRole('link', { name: 'Change password' }).click();
  await expect(owner.getByRole('heading', { name: 'Change password' })).toBeVisible();
  await expect(owner.getByRole('complementary', { name: 'To do' })).toContainText('Somebody else knows your password.');
  await look(owner, 'not-me-password');
  for (const thief of thieves) {
    await thief.reload();
    await expect(thief).toHaveURL(/sign-in/);
  }
  await phone.reload();
  await expect(phone.getByRole('heading', { name: 'Devices', exact: true })).toBeVisible();
  await owner.getByLabel('Current password').fill(PASSWORD);
  await owner.getByRole('textbox', { name: 'New password' }).fill('another good long sentence');
  await owner.getByRole('button', { name: 'Change password' }).click();
  await expect(owner.getByText('Your password was changed.')).toBeVisible();
  await owner.goto('/activity');
  await expect(owner.getByText('signed out as not yours').first()).toBeVisible();
  await look(owner, 'activity-unusual');
});

test('a device has its own page, its name, and keeps its history when it comes back', async ({ browser, baseURL, email, problems }) => {
  test.setTimeout(120_000);
  const owner = await at(browser, baseURL, AGENTS.chrome, LONDON, problems);
  await signUp(owner, email);
  const phone = await at(browser, baseURL, AGENTS.safari, LONDON, problems);
  await signIn(phone, email);
  await owner.goto('/devices');
  await awake(owner);
  await recognise(owner, 'Safari on iPhone');
  await row(owner, 'Safari on iPhone').getByRole('link').click();
  await owner.getByLabel('Rename Safari on iPhone').click();
  const name = owner.getByLabel('Device name');
  await expect(name, 'what is to be typed has the focus').toBeFocused();
  await owner.keyboard.press('Escape');
  await expect(name).toBeHidden();
  await owner.getByLabel('Rename Safari on iPhone').click();
  await name.fill('Кухонный iPhone');
  await name.press('Enter');
  await expect(owner.getByRole('heading', { level: 1 })).toHaveText('Кухонный iPhone');

  // Its session ends with the browser; it is known by its other cookie.
  await phone.context().clearCookies({ name: /^latchkey-[a-z2-7]{8}$/ });
  await signIn(phone, email);
  await owner.goto('/devices');
  await expect(rows(owner)).toHaveCount(2);
  await row(owner, 'Кухонный iPhone').getByRole('link').click();
  await expect(owner.getByRole('heading', { name: 'Кухонный iPhone' })).toBeVisible();
  await expect(owner.getByRole('region', { name: 'History' }).getByRole('heading', { name: 'Signed in' })).toHaveCount(2);
  await expect(owner.getByRole('region', { name: 'About' })).toContainText('London, United Kingdom');
  await look(owner, 'device');
  await owner.getByLabel('Rename Кухонный iPhone').click();
  await owner.getByLabel('Device name').fill('');
  await owner.getByRole('button', { name: 'Save' }).click();
  await expect(owner.getByRole('heading', { level: 1 })).toHaveText('Safari on iPhone');
});

test('many devices are filtered, searched, ticked and signed out together', async ({ browser, baseURL, email, problems }) => {
  test.setTimeout(180_000);
  const owner = await at(browser, baseURL, AGENTS.chrome, LONDON, problems);
  await signUp(owner, email);
  const others = [[AGENTS.safari, LONDON], [AGENTS.safari, CHANGCHUN], ...Array.from({ length: 8 }, () => [AGENTS.firefox, LONDON])];
  for (const [agent, address] of others) {
    const other = await at(browser, baseURL, agent!, address!, problems);
    await signIn(other, email);
    await other.context().close();
  }
  await owner.goto('/devices');
  await expect(owner.getByRole('link', { name: 'In other countries 1' })).toBeVisible();
  await look(owner, 'devices-many');
  await owner.getByRole('link', { name: 'Phones and tablets 2' }).click();
  await awake(owner);
  await expect(rows(owner)).toHaveCount(2);
  await look(owner, 'devices-chosen');
  await owner.getByRole('main').getByRole('button', { name: 'Sign these out' }).first().click();
  await expect(owner.getByRole('dialog')).toContainText('Sign out 2 other devices?');
  await owner.getByRole('dialog').getByRole('button', { name: 'Sign these out' }).click();
  await expect(rows(owner)).toHaveCount(0);
  await owner.goto('/devices');
  await expect(rows(owner)).toHaveCount(9);
});

test('a person chooses how precisely locations are stored, and sees the address that is seen', async ({ browser, baseURL, email, problems }) => {
  test.setTimeout(120_000);
  const owner = await at(browser, baseURL, AGENTS.chrome, LONDON, problems);
  await signUp(owner, email);
  await owner.goto('/account');
  await owner.getByRole('link', { name: 'Change location privacy' }).click();
  await expect(owner.getByRole('main')).toContainText(LONDON);
  await look(owner, 'account-privacy');
  await owner.getByLabel('The country').check();
  await owner.getByRole('button', { name: 'Save' }).click();
  await expect(owner.getByText('Your choice of location privacy is saved.')).toBeVisible();
  await owner.goto('/devices');
  await expect(rows(owner)).toContainText('United Kingdom');
  await expect(rows(owner)).not.toContainText('London');
});
