// Makes pictures of emails, light and dark, as wide as a phone and as a window:
//   cargo test --test integration email_family && node end2end/email-pictures.mjs target/tmp/emails end2end/screenshots/emails
// and of each in every language:
//   cargo test --lib emails && node end2end/email-pictures.mjs target/tmp/emails-in-languages end2end/screenshots/emails
// with a browser from CHROMIUM, else Playwright's own.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { simpleParser } from 'mailparser';

const [folder, pictures] = process.argv.slice(2);
mkdirSync(pictures, { recursive: true });
const files = readdirSync(folder).filter((file) => /\.(eml|html)$/.test(file)).sort();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });
const problems = [];
try {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [390, 700]) {
      const page = await browser.newPage({ viewport: { width, height: 400 }, colorScheme, javaScriptEnabled: false });
      page.on('request', (request) => problems.push(`it loads ${request.url()}`));
      for (const [number, file] of files.entries()) {
        const content = readFileSync(join(folder, file));
        const email = file.endsWith('.eml') && (await simpleParser(content));
        await page.setContent(email ? email.html : content.toString());
        const subject = email && email.subject.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
        const name = email ? `${String(number + 1).padStart(2, '0')}-${subject}` : file.replace('.html', '');
        const overflow = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth);
        if (overflow > 0) problems.push(`${name} is ${overflow} px wider than ${width}`);
        await page.screenshot({ path: join(pictures, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      }
      await page.close();
    }
  }
} finally {
  await browser.close();
}
if (files.length === 0) problems.push(`no email is in ${folder}`);
if (problems.length > 0) throw new Error(problems.join('\n'));
console.log(`${files.length} emails, ${files.length * 4} pictures in ${pictures}`);
