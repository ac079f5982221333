// A page in both themes and at both widths: an accessibility scan, no sideways scroll, and a picture.
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const PICTURES = new URL('screenshots/', import.meta.url).pathname;

export async function look(page: Page, name: string, themes: ('light' | 'dark')[] = ['light', 'dark']): Promise<void> {
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const width of [360, 390, 1280]) {
      await page.setViewportSize({ width, height: width === 1280 ? 900 : 844 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} at ${width}`).toBe(true);
      if (width === 360) continue;
      await page.screenshot({ path: `${PICTURES}${name}-${width}-${colorScheme}.png`, fullPage: true });
      // Without frames its results need no page of their own, which takes longer than the scan.
      const scan = await new AxeBuilder({ page }).setLegacyMode().analyze();
      const violations = scan.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html)}`);
      expect(violations, `${name} at ${width}, ${colorScheme}`).toEqual([]);
    }
  }
}
