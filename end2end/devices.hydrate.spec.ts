import { execFileSync } from 'node:child_process';
import { AGENTS, awake, inDialog, recognise, row, rows, device, expect, signIn, signUp, test, watch } from './latchkey';

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
  await expect(rows(chrome)).toHaveCount(3);
  await recognise(chrome, 'Safari on iPhone', 'Firefox on Linux');
  await chrome.evaluate(() => Object.assign(window, { sameDocument: true }));

  await chrome.getByRole('button', { name: 'Sign out Safari on iPhone' }).click();
  const dialog = chrome.getByRole('dialog', { name: 'Sign out Safari on iPhone?' });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  await expect(rows(chrome)).toHaveCount(3);

  await chrome.getByRole('button', { name: 'Sign out Safari on iPhone' }).click();
  await dialog.getByRole('button', { name: 'Sign out' }).click();
  await expect(rows(chrome)).toHaveCount(2);
  await expect(row(chrome, 'Safari on iPhone')).toHaveCount(0);
  await expect(chrome.locator('#status')).toHaveText('Safari on iPhone is signed out. 2 devices are signed in.');
  expect(await chrome.evaluate(() => 'sameDocument' in window)).toBe(true);

  // Its next server function call, from the page that is still open:
  await safari.getByRole('main').getByRole('button', { name: 'Sign out all others' }).first().click();
  const [answer] = await Promise.all([
    safari.waitForResponse((response) => response.request().method() === 'POST'),
    inDialog(safari, 'Sign out all others'),
  ]);
  expect(answer.status()).toBe(401);
  await expect(safari.getByText(/Signed out from Chrome on Windows on /)).toBeVisible();
  // its next navigation:
  await safari.goto('/devices');
  await expect(safari).toHaveURL(/\/sign-in/);
  // and the token that somebody copied before:
  const status = execFileSync('curl', ['-s', '-o', '/dev/null', '-w', '%{http_code}', '-H', `Cookie: ${captured.name}=${captured.value}`, `${baseURL}/api/devices?page=1`]);
  expect(String(status)).toBe('401');

  await firefox.reload();
  await expect(firefox.locator('#status')).toHaveText(/2 devices are signed in\./);
  await chrome.getByRole('main').getByRole('button', { name: 'Sign out all others' }).first().click();
  await chrome.getByRole('dialog').getByRole('button', { name: 'Sign out all others' }).click();
  await expect(rows(chrome)).toHaveCount(1);
  await expect(chrome.locator('#status')).toHaveText('1 other device signed out. Only this device is signed in.');
  await expect(chrome.getByRole('main').getByRole('button', { name: 'Sign out all others' })).toHaveCount(0);
  await firefox.reload();
  await expect(firefox.getByText(/Signed out from Chrome/)).toBeVisible();
});

test('times are in the time zone of the person', async ({ browser, baseURL, page, email }) => {
  await signUp(page, email);
  await signIn(await device(browser, baseURL, AGENTS.firefox, true), email);
  await page.goto('/devices');
  await awake(page);
  const time = row(page, 'Firefox on Linux').locator('time');
  await expect(time).toContainText('Active now');
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
  await recognise(page, 'Firefox on Linux');
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Sign out Firefox on Linux' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Sign out' }).click();
  await expect(dialog.getByRole('alert')).toContainText('could not be reached');
  await expect(row(page, 'Firefox on Linux')).toBeVisible();

  // The same button tries again; if the device left by itself meanwhile, its row goes.
  await page.context().setOffline(false);
  await other.getByRole('banner').getByRole('button', { name: 'Sign out' }).click();
  await expect(other).toHaveURL(/sign-in/);
  await dialog.getByRole('button', { name: 'Sign out' }).click();
  await expect(row(page, 'Firefox on Linux')).toHaveCount(0);
  await expect(page.locator('#status')).toContainText('Firefox on Linux was already signed out.');
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
  await expect(page.getByRole('heading', { name: 'Devices', exact: true })).toBeVisible();

  await signIn(await device(browser, baseURL, AGENTS.firefox, true), email);
  await page.goto('/devices');
  await awake(page);
  await recognise(page, 'Firefox on Linux');
  const signOut = page.getByRole('button', { name: 'Sign out Firefox on Linux' });
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
  await expect(rows(page)).toHaveCount(1);
  await expect(page.getByRole('heading', { name: 'Devices', exact: true }), 'the focus goes on').toBeFocused();
});

test('a question is answered in its row, the focus goes on to the next, and the answer can be taken back', async ({ browser, baseURL, page, email }) => {
  await signUp(page, email);
  for (const agent of [AGENTS.safari, AGENTS.firefox]) await signIn(await device(browser, baseURL, agent, true), email);
  await page.goto('/devices');
  await awake(page);
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  const asked = page.getByRole('list', { name: /Needs your answer/ }).getByRole('listitem');
  await expect(asked).toHaveCount(2);
  await page.getByRole('button', { name: 'Yes, it was me: Firefox on Linux' }).click();
  await expect(asked).toHaveCount(1);
  await expect(row(page, 'Safari on iPhone').getByRole('link'), 'the row after it').toBeFocused();
  await expect(page.locator('#status')).toContainText('Firefox on Linux is now recognised.');
  await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
  await expect(asked).toHaveCount(2);
  await page.getByRole('button', { name: 'Yes, it was me: Firefox on Linux' }).click();
  await expect(asked).toHaveCount(1);
  await page.reload();
  await awake(page);
  await expect(asked).toHaveCount(1);
  await expect(row(page, 'Firefox on Linux')).not.toContainText('New');
});

test('a device is locked and set to sign out tonight, says so, and both are taken back in place', async ({ browser, baseURL, page, email }) => {
  await signUp(page, email);
  await signIn(await device(browser, baseURL, AGENTS.safari, true), email);
  await page.goto('/devices');
  await awake(page);
  await recognise(page, 'Safari on iPhone');
  const its = row(page, 'Safari on iPhone');
  for (const [choice, button, state, back] of [
    ['Lock it', 'Lock', 'Locked', 'Unlock'],
    ['Sign out tonight', 'Sign out tonight', 'Signs out tonight', 'Keep signed in'],
  ] as const) {
    await page.getByRole('button', { name: 'Sign out Safari on iPhone' }).click();
    await page.getByRole('dialog').getByLabel(choice).check();
    await expect(page.getByRole('dialog')).toHaveAccessibleName(button === 'Lock' ? 'Lock Safari on iPhone?' : 'Sign out Safari on iPhone tonight?');
    await inDialog(page, button);
    await expect(its).toContainText(state);
    await its.getByRole('button', { name: `${back}: Safari on iPhone` }).click();
    await expect(its).not.toContainText(state);
    await expect(its.getByRole('link'), 'the focus stays with the row').toBeFocused();
  }
});

test('the list stays true while it is open, and a device that was signed out leaves by itself', async ({ browser, baseURL, page, email }) => {
  await signUp(page, email);
  const other = await device(browser, baseURL, AGENTS.firefox, true);
  await signIn(other, email);
  await page.goto('/devices');
  await awake(page);
  await recognise(page, 'Firefox on Linux');
  const tab = await page.context().newPage();
  await tab.goto('/devices');
  await awake(tab);
  await tab.getByRole('button', { name: 'Sign out Firefox on Linux' }).click();
  await inDialog(tab, 'Sign out');
  await expect(row(tab, 'Firefox on Linux')).toHaveCount(0);
  await page.evaluate(() => dispatchEvent(new Event('pageshow')));
  await expect(row(page, 'Firefox on Linux')).toHaveCount(0);
  await other.evaluate(() => dispatchEvent(new Event('pageshow')));
  await expect(other.getByText(/Signed out from Chrome/)).toBeVisible();
});

test('nothing that was typed outlives the dialog, and the focus is where it is needed', async ({ browser, baseURL, page, email }) => {
  await signUp(page, email);
  await signIn(await device(browser, baseURL, AGENTS.firefox, true), email);
  await page.goto('/devices');
  await awake(page);
  await page.getByRole('main').getByRole('button', { name: 'Sign out all others' }).first().click();
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('main').getByRole('button', { name: 'Sign out all others' }).first()).toBeFocused();
});

test('what stands around the list goes with it', async ({ browser, baseURL, page, email }) => {
  await signUp(page, email);
  for (const agent of [AGENTS.chrome, AGENTS.safari, AGENTS.firefox, 'curl/8.5.0']) {
    await signIn(await device(browser, baseURL, agent, true), email);
  }
  await page.goto('/devices');
  await awake(page);
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  await recognise(page, 'curl', 'Safari on iPhone');

  for (const name of ['curl', 'Safari on iPhone']) {
    await page.getByRole('button', { name: `Sign out ${name}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
    await expect(row(page, name)).toHaveCount(0);
    await expect(page.locator('#receipts')).toContainText(name);
  }
  // And times that came later are in the zone of the person, too.
  await expect(page.locator('#receipts time').first()).not.toHaveAttribute('title', /UTC/);
  await page.getByRole('main').getByRole('button', { name: 'Sign out all others' }).first().click();
  await inDialog(page, 'Sign out all others');
  await expect(page.getByRole('heading', { name: 'No other device is signed in' })).toBeVisible();
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
});

test("'Not me' is asked in place, and leads on to a new password", async ({ browser, baseURL, page, email }) => {
  await signUp(page, email);
  for (const agent of [AGENTS.safari, AGENTS.firefox]) await signIn(await device(browser, baseURL, agent, true), email);
  await page.goto('/devices');
  await awake(page);
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  const notMe = page.getByRole('button', { name: 'Not me: Firefox on Linux' });
  await notMe.click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toHaveAccessibleName("Firefox on Linux isn't yours?");
  await expect(dialog.getByLabel(/Also sign out 1 other device/)).toBeChecked();
  await dialog.getByLabel(/Also sign out 1 other device/).uncheck();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(notMe, 'the focus goes back').toBeFocused();
  await notMe.click();
  await dialog.getByLabel(/Also sign out 1 other device/).uncheck();
  await dialog.getByRole('button', { name: 'Sign it out' }).click();
  await expect(dialog).toHaveAccessibleName('Firefox on Linux is signed out');
  await expect(dialog.getByRole('link', { name: 'Change password' })).toBeFocused();
  await expect(row(page, 'Firefox on Linux')).toHaveCount(0);
  await expect(row(page, 'Safari on iPhone')).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'To do' }), 'the task is on the page at once').toBeVisible();
  await dialog.getByRole('button', { name: 'Later' }).click();
  await expect(page.getByRole('heading', { name: 'Devices', exact: true })).toBeFocused();
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
});

test('a device that was recognised is offered a name, and how much room is left is said near its end', async ({ browser, baseURL, page, email }) => {
  await signUp(page, email);
  await signIn(await device(browser, baseURL, AGENTS.safari, true), email);
  await page.goto('/devices');
  await awake(page);
  await recognise(page, 'Safari on iPhone');
  await page.locator('.toast').getByRole('link', { name: 'Give it a name' }).click();
  const field = page.getByLabel('Device name');
  await expect(field).toBeFocused();
  const count = page.locator('.count');
  await field.fill('n'.repeat(49));
  await expect(count).toBeEmpty();
  await field.fill('\u{1f600}'.repeat(50));
  await expect(count).toHaveText('50 of 60 characters');
  await field.fill('Kitchen phone');
  await field.press('Enter');
  await expect(page.getByRole('heading', { name: 'Kitchen phone' })).toBeVisible();
});
