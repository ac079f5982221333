// What another site can make a browser do: nothing.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AGENTS, device, expect, signIn, signUp, test } from './latchkey';

let evil: Server;
let origin: string;
let html = '';

test.beforeAll(async () => {
  evil = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html));
  await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
  origin = `http://localhost:${(evil.address() as AddressInfo).port}`;
});

test.afterAll(() => void evil.close());

test('a form, a fetch, an image or a frame of another site signs nobody out', async ({ browser, baseURL, email }) => {
  const page = await device(browser, baseURL, AGENTS.chrome, true);
  await signUp(page, email);
  await signIn(await device(browser, baseURL, AGENTS.firefox, true), email);
  const target = `${baseURL}/devices/sign-out-others`;

  html = `<form method="post" action="${target}"><button>Win a prize</button></form>`;
  await page.goto(origin);
  const [answer] = await Promise.all([page.waitForResponse(target), page.getByRole('button').click()]);
  expect(answer.status()).toBe(403);

  html = `<img src="${baseURL}/sign-out"><img src="${target}">`;
  await page.goto(origin, { waitUntil: 'networkidle' });
  const fetched = await page.evaluate(async (url) => {
    const attempts = [
      fetch(url, { method: 'POST', mode: 'no-cors', credentials: 'include' }),
      fetch(url, { method: 'POST', credentials: 'include', headers: { 'content-type': 'application/json' } }),
    ];
    return (await Promise.allSettled(attempts)).map((attempt) => attempt.status);
  }, target);
  expect(fetched).toEqual(['rejected', 'rejected']);

  html = `<iframe src="${baseURL}/devices"></iframe>`;
  await page.goto(origin, { waitUntil: 'networkidle' });
  await expect(page.frameLocator('iframe').getByText('This device')).toHaveCount(0);

  await page.goto(`${baseURL}/devices`);
  await expect(page.getByText('2 devices are signed in.')).toBeAttached();
});
