// A device: it keeps cookies as a browser would, and hands them to the load generator.

/** What stands for a browser of a peer at `base`. */
export class Device {
  constructor(base) {
    this.base = base;
    this.cookies = new Map();
  }

  /** Sends a request and keeps the cookies of the answer: its status, and its body, parsed if it is JSON. */
  async send(method, path, { json, form, headers = {} } = {}) {
    const answer = await fetch(this.base + path, {
      method,
      redirect: 'manual',
      headers: {
        accept: 'application/json',
        ...(this.cookies.size > 0 && { cookie: this.cookie() }),
        ...(json && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: json ? JSON.stringify(json) : form && new URLSearchParams(form),
    });
    for (const line of answer.headers.getSetCookie()) this.keep(line);
    const text = await answer.text();
    let body = text;
    try {
      body = JSON.parse(text);
    } catch {
      // It is none.
    }
    return { status: answer.status, body };
  }

  /** As [`send`], and an answer that isn't a success is an error. */
  async must(method, path, options) {
    const answer = await this.send(method, path, options);
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** The header that carries its cookies. */
  cookie() {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Another device with the same cookies, such as a thief's. */
  copy() {
    const copy = new Device(this.base);
    copy.cookies = new Map(this.cookies);
    return copy;
  }

  keep(line) {
    const [pair, ...attributes] = line.split(';');
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    const gone = attributes.some((attribute) => /^\s*max-age=0\s*$/i.test(attribute));
    if (gone || value === '') this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
