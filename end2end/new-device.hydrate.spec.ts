// A device that was never seen before: reported by a real email, asked about on the others.
import { AGENTS, PASSWORD, awake, card, cards, expect, signIn, signUp, watch } from './latchkey';
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

  const mail = await mailbox.email(email, 'A new device signed in');
  for (const part of [mail.text, mail.html || '']) {
    for (const fact of ['Firefox 145 on Linux', 'Changchun, China', 'UTC', 'New country, Faster than a flight', 'This wasn\'t me: sign it out']) {
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
    await expect(anybody.getByText('Firefox 145 on Linux')).toBeVisible();
  }
  await look(anybody, 'disown');
  await thief.reload();
  await expect(thief.getByRole('heading', { name: 'Active devices' })).toBeVisible();
  await anybody.getByRole('button', { name: 'Sign it out' }).click();
  await expect(anybody.getByText('Check your email again')).toBeVisible();
  await look(anybody, 'disown-done');
  await thief.reload();
  await expect(thief.getByText('This device was signed out.')).toBeVisible();
  await anybody.goto(path);
  await expect(anybody.getByText('was already used')).toBeVisible();

  await anybody.goto(linkOf(await mailbox.email(email, 'Choose a new password')));
  await anybody.getByLabel('Password', { exact: true }).fill('another good long sentence');
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
  await expect(owner.getByRole('heading', { name: 'New devices. Was this you?' })).toBeVisible();
  await look(owner, 'devices-unknown');
  await owner.getByRole('button', { name: 'Yes, it was me: Safari 26 on iPhone' }).click();
  await expect(owner.getByText('Thank you. The device is marked as yours.')).toBeVisible();
  await expect(card(owner, 'Safari 26 on iPhone')).not.toContainText('New device');
  await expect(card(owner, 'Firefox 145 on Linux')).toContainText('New country');
  await expect(cards(owner).last(), 'flagged devices come first').toContainText('Safari 26 on iPhone');
  await awake(owner);

  await owner.getByRole('link', { name: 'Not me: Firefox 145 on Linux' }).click();
  await look(owner, 'not-me');
  await owner.getByRole('button', { name: 'Sign it out' }).click();
  await expect(owner.getByText('Choose a new password, so that nobody can sign in')).toBeVisible();
  await look(owner, 'not-me-password');
  for (const thief of thieves) {
    await thief.reload();
    await expect(thief).toHaveURL(/sign-in/);
  }
  await phone.reload();
  await expect(phone.getByRole('heading', { name: 'Active devices' })).toBeVisible();
  await owner.getByLabel('Your password').fill(PASSWORD);
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
  const its = card(owner, 'Safari 26 on iPhone');
  await its.getByText('Rename', { exact: true }).click();
  await its.getByRole('textbox').fill('Кухонный iPhone');
  await its.getByRole('button', { name: 'Save' }).click();
  await expect(card(owner, 'Кухонный iPhone')).toContainText('Safari 26 on iPhone');

  // Its session ends with the browser; it is known by its other cookie.
  await phone.context().clearCookies({ name: /^latchkey-[a-z2-7]{8}$/ });
  await signIn(phone, email);
  await owner.reload();
  await expect(cards(owner)).toHaveCount(2);
  await card(owner, 'Кухонный iPhone').getByRole('link', { name: 'Кухонный iPhone', exact: true }).click();
  await expect(owner.getByRole('heading', { name: 'Кухонный iPhone' })).toBeVisible();
  await expect(owner.getByRole('region', { name: 'Sign-ins' }).getByRole('listitem')).toHaveCount(2);
  await expect(owner.getByRole('region', { name: 'Locations' })).toContainText('London, United Kingdom');
  await look(owner, 'device');
  await owner.getByText('Rename', { exact: true }).click();
  await owner.getByRole('textbox').fill('');
  await owner.getByRole('button', { name: 'Save' }).click();
  await expect(owner.getByRole('heading', { level: 1 })).toHaveText('Safari 26 on iPhone');
});

test('many devices are chosen, previewed and signed out together', async ({ browser, baseURL, email, problems }) => {
  test.setTimeout(120_000);
  const owner = await at(browser, baseURL, AGENTS.chrome, LONDON, problems);
  await signUp(owner, email);
  for (const [agent, address] of [[AGENTS.safari, LONDON], [AGENTS.safari, CHANGCHUN], [AGENTS.firefox, LONDON], [AGENTS.firefox, LONDON]] as const) {
    const other = await at(browser, baseURL, agent, address, problems);
    await signIn(other, email);
    await other.context().close();
  }
  await owner.goto('/devices');
  await expect(owner.getByRole('link', { name: 'In other countries 1' })).toBeVisible();
  await owner.getByRole('link', { name: 'Phones and tablets 2' }).click();
  await awake(owner);
  await expect(cards(owner)).toHaveCount(2);
  await look(owner, 'devices-chosen');
  await owner.getByRole('link', { name: 'Sign these out' }).click();
  await expect(owner.getByRole('dialog')).toContainText('Sign out 2 other devices?');
  await owner.getByRole('dialog').getByRole('button', { name: 'Sign these out' }).click();
  await expect(cards(owner)).toHaveCount(0);
  await owner.goto('/devices');
  await expect(cards(owner)).toHaveCount(3);
});

test('a person chooses how precisely locations are stored, and sees the address that is seen', async ({ browser, baseURL, email, problems }) => {
  test.setTimeout(120_000);
  const owner = await at(browser, baseURL, AGENTS.chrome, LONDON, problems);
  await signUp(owner, email);
  await owner.goto('/account');
  await owner.getByRole('link', { name: /Location privacy/ }).click();
  await expect(owner.getByRole('main')).toContainText(LONDON);
  await look(owner, 'account-privacy');
  await owner.getByLabel('The country').check();
  await owner.getByRole('button', { name: 'Save' }).click();
  await expect(owner.getByText('Saved.')).toBeVisible();
  await owner.goto('/devices');
  await expect(cards(owner)).toContainText('United Kingdom');
  await expect(cards(owner)).not.toContainText('London');
});
