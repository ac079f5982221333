// The main pages in each language: accessible in both themes, no wider than the screen, and in that language alone.
import { AGENTS, PASSWORD, awake, device, expect, test, watch } from './latchkey';
import { look } from './look';
import type { Browser, Page } from '@playwright/test';

// English is looked at in look.hydrate.spec.ts. With each: a word of the sign-in page, and one of the devices.
const LANGUAGES = [
  { language: 'de', direction: 'ltr', signIn: 'Anmelden', devices: 'Geräte' },
  { language: 'fr', direction: 'ltr', signIn: 'Se connecter', devices: 'Appareils' },
  { language: 'es', direction: 'ltr', signIn: 'Iniciar sesión', devices: 'Dispositivos' },
  { language: 'ja', direction: 'ltr', signIn: 'ログイン', devices: 'デバイス' },
  { language: 'ar', direction: 'rtl', signIn: 'تسجيل الدخول', devices: 'الأجهزة' },
];

/** A browser that prefers a language. */
async function preferring(browser: Browser, baseURL: string | undefined, locale: string): Promise<Page> {
  const context = await browser.newContext({ baseURL, userAgent: AGENTS.chrome, locale, timezoneId: 'Asia/Tokyo' });
  return context.newPage();
}

/** Fills in the form of a page before sign-in, in any language. */
async function enter(page: Page, path: string, email: string): Promise<void> {
  await page.goto(path);
  await page.locator('main input[name=email]').fill(email);
  await page.locator('main input[name=password]').fill(PASSWORD);
  await page.locator('main button[type=submit]').last().click();
  await page.waitForURL('**/devices*');
}

for (const { language, direction, signIn, devices } of LANGUAGES) {
  test(`the main pages in ${language}`, async ({ browser, baseURL, email, problems }) => {
    test.setTimeout(240_000);
    const page = await preferring(browser, baseURL, language);
    watch(page.context(), problems);
    const looks = async (name: string) => {
      await expect(page.locator('html'), name).toHaveAttribute('lang', language);
      await expect(page.locator('html'), name).toHaveAttribute('dir', direction);
      await look(page, `${language}-${name}`);
    };
    await page.goto('/sign-in');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(signIn);
    await looks('sign-in');
    await enter(page, '/sign-up', email);
    // It prefers another language, but the account is in the one of its owner.
    for (const agent of [AGENTS.safari, AGENTS.firefox]) {
      const other = await device(browser, baseURL, agent, true);
      await enter(other, '/sign-in', email);
      await expect(other.locator('html')).toHaveAttribute('lang', language);
      await other.context().close();
    }
    await page.goto('/devices');
    await awake(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(devices);
    await looks('devices');
    const id = await page.locator('.device-list input[name=device]').first().inputValue();
    for (const path of [`/devices/detail?device=${id}`, '/activity', '/account', '/account/password']) {
      await page.goto(path);
      await looks(path.slice(1).replace(/\?.*/, '').replaceAll('/', '-'));
    }
    await page.context().close();
  });
}
