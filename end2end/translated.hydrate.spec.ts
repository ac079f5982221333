// The page as a translator in the browser leaves it.
import { AGENTS, awake, recognise, row, rows, device, expect, signIn, signUp, test } from './latchkey';

/** As Google Translate does: each text stands in two `font` elements, later ones as well. */
function translate(): void {
  const skip = new Set(['SCRIPT', 'STYLE', 'FONT', 'TITLE']);
  const wrap = (root: Node) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    for (const text of texts) {
      const parent = text.parentElement;
      if (!parent || !text.data.trim() || skip.has(parent.tagName) || parent.closest('[translate=no]')) continue;
      const [outer, inner] = [document.createElement('font'), document.createElement('font')];
      outer.append(inner);
      inner.append(text.data);
      text.replaceWith(outer);
    }
  };
  wrap(document.body);
  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) {
        const root = node.nodeType === Node.TEXT_NODE ? node.parentNode : node;
        if (root) wrap(root);
      }
    }
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}

test('in a translated page the dialog names the device that is asked about, and the count is right', async ({ browser, baseURL, page, email }) => {
  await signUp(page, email);
  await signIn(await device(browser, baseURL, AGENTS.firefox, true), email);
  await signIn(await device(browser, baseURL, AGENTS.safari, true), email);
  await page.goto('/devices');
  await awake(page);
  await recognise(page, 'Firefox on Linux', 'Safari on iPhone');
  await page.evaluate(translate);
  const dialog = page.getByRole('dialog');
  const title = dialog.getByRole('heading');
  const status = page.locator('#status');

  await page.getByRole('main').getByRole('button', { name: 'Sign out all others' }).first().click();
  await expect(title).toHaveText('Sign out all other devices?', { useInnerText: true });
  await expect(dialog).toContainText('2 other devices lose access at once.');
  await expect(dialog.getByRole('button', { name: 'Sign out all others' })).toBeVisible();
  await page.keyboard.press('Escape');
  for (const name of ['Firefox on Linux', 'Safari on iPhone', 'Firefox on Linux']) {
    await page.getByRole('button', { name: `Sign out ${name}` }).click();
    await expect(title).toHaveText(`Sign out ${name}?`, { useInnerText: true });
    await dialog.getByLabel('Lock it').check();
    await expect(dialog.locator('[type=submit]')).toHaveText('Lock');
    await dialog.getByLabel('Sign out tonight').check();
    await expect(dialog.locator('[type=submit]')).toHaveText('Sign out tonight');
    await page.keyboard.press('Escape');
  }

  await page.getByRole('button', { name: 'Sign out Firefox on Linux' }).click();
  await dialog.locator('[type=submit]').click();
  await expect(status).toHaveText('Firefox on Linux is signed out. 2 devices are signed in.');
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole('button', { name: 'Sign out Safari on iPhone' }).click();
  await expect(title).toHaveText('Sign out Safari on iPhone?', { useInnerText: true });
  await dialog.getByLabel('Lock it').check();
  await dialog.locator('[type=submit]').click();
  await expect(row(page, 'Safari on iPhone')).toContainText('Locked');
  await expect(status).toHaveText('Safari on iPhone is locked. 2 devices are signed in.');
});

test('in a translated page an error is the one that happened', async ({ browser, baseURL, page, email }) => {
  await signUp(page, email);
  const other = await device(browser, baseURL, AGENTS.firefox, true);
  await signIn(other, email);
  await page.goto('/devices');
  await awake(page);
  await recognise(page, 'Firefox on Linux');
  await page.evaluate(translate);
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Sign out Firefox on Linux' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('[type=submit]').click();
  await expect(dialog.getByRole('alert')).toContainText('could not be reached');
  await page.context().setOffline(false);
  await other.getByRole('banner').getByRole('button', { name: 'Sign out' }).click();
  await expect(other).toHaveURL(/sign-in/);
  await dialog.locator('[type=submit]').click();
  await expect(page.locator('#status')).toHaveText('Firefox on Linux was already signed out. Only this device is signed in.');
});

test('a page that is translated before its list wakes up wakes up all the same', async ({ browser, baseURL, page, email }) => {
  await signUp(page, email);
  await signIn(await device(browser, baseURL, AGENTS.firefox, true), email);
  // Modules run after the document is parsed; the list wakes up after them.
  await page.addInitScript(`addEventListener('readystatechange', () => { if (document.readyState === 'interactive') (${translate})(); }, true)`);
  await page.goto('/devices');
  await expect(page.locator('leptos-island font').first()).toBeAttached();
  await awake(page);
  await recognise(page, 'Firefox on Linux');
  await page.getByRole('button', { name: 'Sign out Firefox on Linux' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('heading')).toHaveText('Sign out Firefox on Linux?', { useInnerText: true });
  await dialog.locator('[type=submit]').click();
  await expect(page.locator('#status')).toHaveText('Firefox on Linux is signed out. Only this device is signed in.');
  await expect(rows(page)).toHaveCount(1);
});
