// A page that is shown asks, now and then, whether this device is still signed in: one that was signed out
// elsewhere must not go on looking as if it were. It is no activity of the device.
import { AWAY } from '/form.js';

const EVERY = 30_000;
let asked = Date.now();

async function ask() {
  if (document.hidden || Date.now() - asked < EVERY) return;
  asked = Date.now();
  // Without an answer the page stays as it is: the next click says more.
  const response = await fetch('/api/session', { headers: { Accept: 'application/json' } }).catch(() => undefined);
  if (response && !response.ok) {
    const away = AWAY[(await response.json().catch(() => ({}))).code];
    if (away) location.assign(away);
  }
}

setInterval(ask, 5_000);
for (const event of ['visibilitychange', 'pageshow', 'focus']) addEventListener(event, ask);
