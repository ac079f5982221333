import { execFileSync } from 'node:child_process';
import { AGENTS, awake, card, cards, device, expect, signIn, signUp, test, watch } from './latchkey';

test('a card leaves without a reload, and its device is refused at once', async ({ browser, baseURL, email, problems }) => {
  const chrome = await device(browser, baseURL, AGENTS.chrome, true);
  const safari = await device(browser, baseURL, AGENTS.safari, true);
  const firefox = await device(browser, baseURL, AGENTS.firefox, true);
  for (const page of [chrome, safari, firefox]) watch(page.context(), problems);
  await signUp(chrome, email);
  await signIn(safari, email);
  await signIn(firefox, email);
  const captured = (await safari.context().cookies()).find((cookie) => /^latchkey-[a-z2-7]{8}$/.test(cookie.name))!;
  expect(captured.httpOnly).toBe(true);

  await chrome.goto('/devices');
  await awake(chrome);
  await awake(safari);
  await expect(cards(chrome)).toHaveCount(3);
  await chrome.evaluate(() => Object.assign(window, { sameDocument: true }));

  await chrome.getByRole('link', { name: 'Sign out Safari 26 on iPhone' }).click();
  const dialog = chrome.getByRole('dialog', { name: 'Sign out Safari 26 on iPhone?' });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  await expect(cards(chrome)).toHaveCount(3);

  await chrome.getByRole('link', { name: 'Sign out Safari 26 on iPhone' }).click();
  await dialog.getByRole('button', { name: 'Sign out' }).click();
  await expect(cards(chrome)).toHaveCount(2);
  await expect(card(chrome, 'Safari 26 on iPhone')).toHaveCount(0);
  await expect(chrome.getByText('Safari 26 on iPhone is signed out. 2 devices are signed in.')).toBeVisible();
  expect(await chrome.evaluate(() => 'sameDocument' in window)).toBe(true);

  // Its next server function call, from the page that is still open:
  await safari.getByRole('link', { name: 'Sign out all other devices' }).click();
  const [answer] = await Promise.all([
    safari.waitForResponse((response) => response.request().method() === 'POST'),
    safari.getByRole('dialog').getByRole('button', { name: 'Sign out all others' }).click(),
  ]);
  expect(answer.status()).toBe(401);
  await expect(safari.getByText('This device was signed out.')).toBeVisible();
  // its next navigation:
  await safari.goto('/devices');
  await expect(safari).toHaveURL(/\/sign-in/);
  // and the token that somebody copied before:
  const status = execFileSync('curl', ['-s', '-o', '/dev/null', '-w', '%{http_code}', '-H', `Cookie: ${captured.name}=${captured.value}`, `${baseURL}/api/devices?page=1`]);
  expect(String(status)).toBe('401');

  await firefox.reload();
  await expect(firefox.getByText('2 devices are signed in.')).toBeVisible();
  await chrome.getByRole('link', { name: 'Sign out all other devices' }).click();
  await chrome.getByRole('dialog').getByRole('button', { name: 'Sign out all others' }).click();
  await expect(cards(chrome)).toHaveCount(1);
  await expect(chrome.getByText('1 other device signed out. Only this device is signed in.')).toBeVisible();
  await expect(chrome.getByRole('link', { name: 'Sign out all other devices' })).toHaveCount(0);
  await firefox.reload();
  await expect(firefox.getByText('This device was signed out.')).toBeVisible();
});

test('times are in the time zone of the person', async ({ page, email }) => {
  await signUp(page, email);
  await awake(page);
  const time = page.locator('time').first();
  await expect(time).toContainText('Signed in just now');
  const title = await time.getAttribute('title');
  const datetime = await time.getAttribute('datetime');
  const tokyo = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Asia/Tokyo', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short',
  }).format(new Date(datetime!));
  expect(title).toBe(tokyo);
  await expect(time.locator('.visually-hidden')).toContainText(tokyo);
});

test('an error leaves the card and says what happened', async ({ browser, baseURL, page, email }) => {
  await signUp(page, email);
  const other = await device(browser, baseURL, AGENTS.firefox, true);
  await signIn(other, email);
  await page.goto('/devices');
  await awake(page);
  await page.context().setOffline(true);
  await page.getByRole('link', { name: 'Sign out Firefox 145 on Linux' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Sign out' }).click();
  await expect(dialog.getByRole('alert')).toContainText('could not be reached');
  await expect(card(page, 'Firefox 145 on Linux')).toBeVisible();

  // The same button tries again, and says so if the device left by itself meanwhile.
  await page.context().setOffline(false);
  await other.getByRole('banner').getByRole('button', { name: 'Sign out' }).click();
  await expect(other).toHaveURL(/sign-in/);
  await dialog.getByRole('button', { name: 'Sign out' }).click();
  await expect(dialog.getByRole('alert')).toContainText("isn't signed in to your account");
});

test('everything can be done with the keyboard alone', async ({ browser, baseURL, page, email }) => {
  await page.goto('/sign-up');
  await expect(page.getByLabel('Email')).toBeFocused();
  await page.keyboard.type(email);
  await page.keyboard.press('Tab');
  await page.keyboard.type('correct horse battery staple');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Show' })).toBeFocused();
  await page.keyboard.press('Space');
  await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('type', 'text');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Active devices' })).toBeVisible();

  await signIn(await device(browser, baseURL, AGENTS.firefox, true), email);
  await page.goto('/devices');
  await awake(page);
  const signOut = page.getByRole('link', { name: 'Sign out Firefox 145 on Linux' });
  for (let presses = 0; presses < 20 && !(await signOut.evaluate((link) => link === document.activeElement)); presses++) {
    await page.keyboard.press('Tab');
  }
  await expect(signOut).toBeFocused();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(signOut).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByLabel('Sign out now')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(dialog.getByRole('button', { name: 'Sign out' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(cards(page)).toHaveCount(1);
});

test('a link that is opened in a new tab leads to the page that asks', async ({ browser, baseURL, page, email }) => {
  await signUp(page, email);
  await signIn(await device(browser, baseURL, AGENTS.safari, true), email);
  await page.goto('/devices');
  await awake(page);
  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('link', { name: 'Sign out Safari 26 on iPhone' }).click({ modifiers: ['ControlOrMeta'] }),
  ]);
  await expect(tab.getByRole('heading', { name: 'Sign out Safari 26 on iPhone?' })).toBeVisible();
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('what stands around the list goes with it', async ({ browser, baseURL, page, email }) => {
  await signUp(page, email);
  for (const agent of [AGENTS.chrome, AGENTS.safari, AGENTS.firefox, 'curl/8.5.0']) {
    await signIn(await device(browser, baseURL, agent, true), email);
  }
  await page.goto('/devices');
  await awake(page);
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  const chips = page.getByRole('navigation', { name: 'Which devices' });
  await expect(chips.getByRole('link', { name: 'All 5' })).toBeVisible();
  await expect(chips.getByRole('link', { name: 'Phones and tablets 1' })).toBeVisible();
  const question = page.getByRole('link', { name: 'Not me: curl 8' });
  await expect(question).toBeVisible();

  for (const name of ['curl 8', 'Safari 26 on iPhone']) {
    await page.getByRole('link', { name: `Sign out ${name}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
    await expect(card(page, name)).toHaveCount(0);
    await expect(page.getByRole('region', { name: 'Recently signed out' })).toContainText(name);
  }
  await expect(question).toBeHidden();
  await expect(chips, 'as few as three need no filters').toBeHidden();
  // And times that came later are in the zone of the person, too.
  await expect(page.getByRole('region', { name: 'Recently signed out' }).locator('time').first()).not.toHaveAttribute('title', /UTC/);
  await page.getByRole('link', { name: 'Sign out all other devices' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out all others' }).click();
  await expect(page.getByRole('heading', { name: 'Just this one, so far' })).toBeVisible();
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
});
