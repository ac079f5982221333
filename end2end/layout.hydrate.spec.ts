// What must hold at every width and size of text.
import { AGENTS, device, expect, signIn, signUp, test } from './latchkey';

const LONG = 'somebody.with.a.very.long.name.indeed.and.then.some@departments.of.a.long.organisation.example.com';

for (const [size, widths] of [[16, [320, 390, 640, 641, 700, 768, 1280]], [32, [390, 700, 1280]]] as const) {
  test(`the words of the top bar are whole, with text of ${size} px`, async ({ page, email }) => {
    await signUp(page, email.replace('@', `.${LONG.slice(0, 40)}@`));
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto('/account');
      await page.evaluate((size) => (document.documentElement.style.fontSize = `${size}px`), size);
      const broken = await page.locator('.account-bar :is(nav a, button, .brand)').evaluateAll((parts) =>
        parts.filter((part) => {
          const range = document.createRange();
          range.selectNodeContents(part);
          const lines = new Set([...range.getClientRects()].filter((box) => box.width > 0).map((box) => Math.round(box.bottom / 12)));
          return lines.size > 1 && !part.matches('.brand');
        }).map((part) => part.textContent),
      );
      expect(broken, `${width} px`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${width} px`).toBeLessThanOrEqual(0);
      const address = page.locator('.account-email');
      await expect(address).toHaveAttribute('title', await address.innerText());
    }
  });
}

test('no field is so small that a phone zooms in', async ({ page, email }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signUp(page, email);
  const own = await page.locator('.row-name a').first().getAttribute('href');
  for (const path of ['/devices', own!, '/account/password', '/account/email', '/account/privacy', '/account/delete', '/devices/sign-out-others']) {
    await page.goto(path);
    const small = await page.locator('input:not([type=hidden]), select, textarea').evaluateAll((fields) =>
      fields.filter((field) => parseFloat(getComputedStyle(field).fontSize) < 16).map((field) => field.getAttribute('name')),
    );
    expect(small, path).toEqual([]);
  }
});

test('a page of a few words is no taller than the window', async ({ page }) => {
  for (const height of [900, 640]) {
    await page.setViewportSize({ width: 1280, height });
    await page.goto('/nothing');
    expect(await page.evaluate(() => document.documentElement.scrollHeight), `${height} px`).toBeLessThanOrEqual(height);
  }
});

test('titles and edges stay where they are from page to page', async ({ page, email }) => {
  await signUp(page, email);
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    const lefts = new Set<number>();
    for (const path of ['/devices', '/activity', '/account', '/account/password', '/account/email', '/account/delete']) {
      await page.goto(path);
      lefts.add(Math.round((await page.locator('h1').first().boundingBox())!.x));
    }
    expect([...lefts], `${width} px`).toHaveLength(1);
    await page.goto('/devices');
    const edges = await page.evaluate(() => {
      const box = (element: Element | null) => element!.getBoundingClientRect();
      const words = document.createRange();
      words.selectNodeContents(document.querySelector('.account-bar form button')!);
      const panel = box(document.querySelector('.panel'));
      return { right: words.getBoundingClientRect().right - panel.right, left: box(document.querySelector('.account-bar .brand')).left - panel.left };
    });
    expect(Math.abs(edges.right), `the right edge at ${width} px`).toBeLessThanOrEqual(1);
    expect(Math.abs(edges.left), `the left edge at ${width} px`).toBeLessThanOrEqual(1);
    const overhang = await page.evaluate(() => {
      const pill = document.querySelector('.account-bar [aria-current]')!.getBoundingClientRect();
      const bar = document.querySelector('.account-bar')!.getBoundingClientRect();
      return Math.max(bar.left - pill.left, pill.right - bar.right);
    });
    expect(overhang, `the current page's mark at ${width} px`).toBeLessThan(0);
  }
});

test('badges stand in the middle of their line', async ({ browser, baseURL, page, email }) => {
  await signUp(page, email);
  await signIn(await device(browser, baseURL, AGENTS.firefox, true), email);
  for (const path of ['/activity', '/devices']) {
    await page.goto(path);
    const off = await page.locator(':is(h3, .badges):has(.badge)').evaluateAll((lines) =>
      lines.flatMap((line) => {
        const words = document.createRange();
        words.selectNodeContents(line.querySelector('a') ?? line.firstChild!);
        const text = words.getClientRects()[0]!;
        return [...line.querySelectorAll('.badge')].map((badge) => {
          const box = badge.getBoundingClientRect();
          return box.top > text.bottom ? 0 : Math.abs((box.top + box.bottom) / 2 - (text.top + text.bottom) / 2);
        });
      }),
    );
    for (const distance of off) expect(distance, path).toBeLessThanOrEqual(1.5);
    if (path === '/activity') expect(off.length).toBeGreaterThan(0);
  }
});

test('with forced colours, what is current, what leads on and what ends something keep a mark', async ({ page, email }) => {
  await signUp(page, email);
  await page.emulateMedia({ forcedColors: 'active' });
  const border = (selector: string) => page.locator(selector).first().evaluate((element) => {
    const { borderTopStyle, borderTopWidth, outlineStyle, outlineWidth } = getComputedStyle(element);
    return `${borderTopStyle} ${borderTopWidth} ${outlineStyle === 'none' ? '' : outlineWidth}`;
  });
  await page.goto('/activity');
  expect(await border('.account-bar a[aria-current]')).not.toBe(await border('.account-bar a:not([aria-current])'));
  expect(await border('.chip[aria-current]')).not.toBe(await border('.chip:not([aria-current])'));
  await page.goto('/account/delete');
  const [cancel, deletes] = [await border('main a.button'), await border('main .button.danger')];
  expect(deletes).not.toBe(cancel);
  await page.goto('/account/password');
  expect(await border('main .button.primary')).not.toBe(await border('main a.button'));
  expect(await border('main .button.primary')).not.toBe(deletes);
  await page.goto('/sign-up/confirm?link=none');
  expect(await border('.notice')).toMatch(/^solid 1px/);
});

test('paper shows the devices and nothing to press', async ({ browser, baseURL, page, email }) => {
  await signUp(page, email);
  await signIn(await device(browser, baseURL, AGENTS.firefox, true), email);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  for (const path of ['/devices', '/activity', '/account', await page.locator('.row-name a').first().getAttribute('href')]) {
    await page.goto(path!);
    await expect(page.locator('nav:visible, button:visible:not(.badge), .button:visible'), path!).toHaveCount(0);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgba(0, 0, 0, 0)');
    expect(await page.evaluate(() => getComputedStyle(document.querySelector('h1')!).color), 'dark on white').toBe('rgb(27, 29, 36)');
  }
});
