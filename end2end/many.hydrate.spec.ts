// Sixty devices and two hundred: the page stays as small as one page of them. How long it takes is reported, not
// judged: it is the machine's.
import { request } from '@playwright/test';
import { PASSWORD, awake, expect, rows, signUp, start, test as base, type Server } from './latchkey';
import { look } from './look';

const test = base.extend<{}, { server: Server }>({
  server: [
    async ({}, use) => {
      const server = await start('--listen=127.0.0.1:0', '--session-limit=300');
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
});

/** Signs in on so many more devices, of a few kinds. */
async function signInOn(baseURL: string, email: string, count: number): Promise<void> {
  const agents = ['Chrome/143.0.0.0', 'Chrome/142.0.0.0', 'Firefox/145.0', 'Version/26.0 Safari/605.1.15'];
  // As many at once as are not taken for guesses.
  for (let done = 0; done < count; done += 4) {
    await Promise.all(
      Array.from({ length: Math.min(4, count - done) }, async (_, index) => {
        const system = index % 2 ? 'X11; Linux x86_64' : 'Windows NT 10.0; Win64; x64';
        const userAgent = `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) ${agents[index % agents.length]}`;
        const context = await request.newContext({ baseURL, userAgent, extraHTTPHeaders: { Accept: 'application/json' } });
        expect((await context.post('/sign-in', { form: { email, password: PASSWORD, stay: 'kept' } })).status()).toBe(200);
        await context.dispose();
      }),
    );
  }
}

test('a page of many devices is no larger than a page', async ({ page, baseURL, email }, info) => {
  test.setTimeout(300_000);
  await signUp(page, email);
  await page.addInitScript(() => {
    Object.assign(window, { blocked: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) (window as unknown as { blocked: number }).blocked += Math.max(0, entry.duration - 50);
    }).observe({ type: 'longtask', buffered: true });
  });
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  const sizes: number[] = [];
  for (const [more, all] of [[59, 60], [140, 200]] as const) {
    await signInOn(baseURL!, email, more);
    await page.goto('/devices');
    await awake(page);
    await page.waitForLoadState('networkidle');
    const { metrics } = await cdp.send('Performance.getMetrics');
    const metric = (name: string) => Math.round((metrics.find((it) => it.name === name)?.value ?? 0) * 1000);
    const blocked = await page.evaluate(() => Math.round((window as unknown as { blocked: number }).blocked));
    const report = `${all} devices: blocked ${blocked} ms, script ${metric('ScriptDuration')} ms, layout ${metric('LayoutDuration')} ms, styles ${metric('RecalcStyleDuration')} ms`;
    info.annotations.push({ type: 'time', description: report });
    console.log(report);
    await expect(page.getByText(`${all} devices are signed in.`)).toBeAttached();
    await expect(rows(page)).toHaveCount(20);
    await expect(page.getByRole('link', { name: 'Show more' })).toBeVisible();
    sizes.push(await page.evaluate(() => document.querySelectorAll('*').length));
  }
  expect(sizes[0]!).toBeLessThan(1_500);
  expect(Math.abs(sizes[1]! - sizes[0]!), 'more devices are no more of the page').toBeLessThan(100);
  await look(page, 'devices-many');

  // Once they are recognised, what is alike is folded.
  const ids = await page.locator('input[name=only][form=ticked]').evaluateAll((boxes) => boxes.map((box) => (box as HTMLInputElement).value));
  const answer = await page.request.post('/devices/confirm', { form: { device: ids.join(',') }, headers: { Accept: 'application/json' } });
  expect(answer.status()).toBe(200);
  await page.goto('/devices?page=10');
  await expect(page.locator('.group').first()).toBeVisible();
  await page.locator('.group summary').first().click();
  await page.locator('.group .tick input').first().check();
  await expect(page.getByText('With the devices you chose:')).toBeVisible();
  await look(page, 'devices-many-chosen');
  await page.goto('/devices?find=firefox&sort=name');
  await look(page, 'devices-many-found');
});
