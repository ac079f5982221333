// A page that is shown asks, now and then, whether this device is still signed in: one that was signed out
// elsewhere must not go on looking as if it were. That is no activity of the device. The list of devices
// hears whether it changed.
import { AWAY } from '/form.js';

const EVERY = 30_000;
let asked = Date.now();

async function ask(soon) {
  if (document.hidden || Date.now() - asked < (soon ? 1_000 : EVERY)) return;
  asked = Date.now();
  // Without an answer the page stays as it is: the next click says more.
  const response = await fetch('/api/session', { headers: { Accept: 'application/json' } }).catch(() => undefined);
  const answer = await response?.json().catch(() => undefined);
  if (response?.ok) dispatchEvent(new CustomEvent('state', { detail: answer }));
  else if (AWAY[answer?.code]) location.assign(AWAY[answer.code]);
}

setInterval(ask, 5_000);
for (const event of ['visibilitychange', 'pageshow', 'focus']) addEventListener(event, () => ask(true));
