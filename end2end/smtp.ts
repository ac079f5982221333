// A Latchkey of its own whose emails leave through a real SMTP server on loopback.
import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { expect, start, test as base, type Server } from './latchkey';

type Mailbox = {
  /** The newest email to somebody with this subject, once it is there. */
  email(to: string, subject: string): Promise<ParsedMail>;
};

/** The same tests' equipment, with a mailbox that everybody's emails come to. */
export const test = base.extend<{ mailbox: Mailbox }, { server: Server; received: ParsedMail[] }>({
  received: [async ({}, use) => use([]), { scope: 'worker' }],
  server: [
    async ({ received }, use) => {
      const smtp = new SMTPServer({
        authOptional: true,
        disabledCommands: ['STARTTLS'],
        onData: (stream, _, done) => {
          simpleParser(stream).then(
            (mail) => {
              received.push(mail);
              done();
            },
            (error: Error) => done(error),
          );
        },
      });
      await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
      const { port } = smtp.server.address() as AddressInfo;
      // City data, and addresses as a proxy would tell them: tests choose where a device is.
      const cities = new URL('../tests/data/GeoLite2-City-Test.mmdb', import.meta.url).pathname;
      const server = await start('--listen=127.0.0.1:0', `--smtp-url=smtp://127.0.0.1:${port}`, '--sign-up=open', '--trusted-proxies=127.0.0.1', `--location-db=${cities}`);
      await use(server);
      await server.stop();
      await new Promise<void>((resolve) => smtp.close(resolve));
    },
    { scope: 'worker' },
  ],
  mailbox: async ({ received }, use) =>
    use({
      async email(to, subject) {
        const find = () => received.findLast((mail) => mail.subject === subject && [mail.to].flat().some((address) => address?.text === to));
        await expect.poll(() => find()?.subject, { timeout: 15_000 }).toBe(subject);
        return find()!;
      },
    }),
});

/** The path of the first link in an email that leads to this page: the same in its text and in its HTML. */
export function linkOf(mail: ParsedMail, page = '/'): string {
  const links = [...(mail.text ?? '').matchAll(/https?:\/\/[^/\s]+(\/\S+\?link=\S+)/g)].map((match) => match[1]!);
  const link = links.find((path) => path.startsWith(page))!;
  expect(mail.html).toContain(link);
  return link;
}
