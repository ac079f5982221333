// What must hold at every width and size of text.
import { expect, signUp, test } from './latchkey';

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
