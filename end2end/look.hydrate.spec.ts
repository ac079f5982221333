// Every page is looked at.
import { AGENTS, awake, recognise, row, device, expect, signIn, signUp, test, watch } from './latchkey';
import { look } from './look';

test('the pages before signing in', async ({ page, email }) => {
  test.setTimeout(120_000);
  await page.goto('/sign-in');
  await look(page, 'sign-in');
  await page.goto('/sign-in?reason=signed-out');
  await look(page, 'sign-in-why');
  await page.goto('/sign-up');
  await look(page, 'sign-up');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill('password123');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await look(page, 'sign-up-error');
  await page.goto('/nothing');
  await look(page, 'not-found');
  await page.goto('/password/forgotten');
  await look(page, 'forgotten');
  await page.goto('/password/reset?link=none');
  await look(page, 'reset');
  await page.goto('/sign-up/confirm?link=none');
  await look(page, 'confirm');
});

test('the pages of somebody who is signed in', async ({ browser, baseURL, email, problems }) => {
  test.setTimeout(120_000);
  const page = await device(browser, baseURL, AGENTS.chrome, true);
  watch(page.context(), problems);
  await signUp(page, email);
  await awake(page);
  await look(page, 'devices-one');
  for (const agent of [AGENTS.safari, AGENTS.firefox, 'curl/8.5.0', 'something new']) {
    const other = await device(browser, baseURL, agent, true);
    await signIn(other, email);
    await other.context().close();
  }
  await page.goto('/devices');
  await awake(page);
  await look(page, 'devices');
  await recognise(page, 'Safari on iPhone');
  await page.getByRole('button', { name: 'Sign out Safari on iPhone' }).click();
  await look(page, 'devices-dialog');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  const id = await row(page, 'Safari on iPhone').locator('input[name=device]').first().inputValue();
  await page.goto(`/devices/sign-out?device=${id}`);
  await look(page, 'sign-out-device');
  await page.goto('/devices/sign-out-others');
  await look(page, 'sign-out-others');
  await page.getByRole('button', { name: 'Sign out all others' }).click();
  await expect(page.getByText('All other devices are signed out.')).toBeVisible();
  await look(page, 'devices-done');
  for (const name of ['activity', 'account', 'account/password', 'account/email', 'account/download', 'account/delete']) {
    await page.goto(`/${name}`);
    await look(page, name.replace('/', '-'));
  }
});

test('nothing moves while the dashboard wakes up', async ({ page, email }) => {
  await signUp(page, email);
  await page.addInitScript(() => {
    Object.assign(window, { shift: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) (window as unknown as { shift: number }).shift += (entry as unknown as { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto('/devices');
  await awake(page);
  await page.waitForLoadState('networkidle');
  expect(await page.evaluate(() => (window as unknown as { shift: number }).shift)).toBe(0);
});
