// When the list of devices changes in place, what stands around it (the questions, the counts of the
// filters, what was recently signed out) is fetched again. If that fails, it stays as it was.
import { toLocal } from '/times.js';

const around = ['above-list', 'below-list'];
let turn = 0;
let asked = Date.now();

async function renew() {
  asked = Date.now();
  const mine = ++turn;
  const response = await fetch(location.href).catch(() => undefined);
  if (!response?.ok || response.redirected) return;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  // Of several answers the last that was asked for is the newest.
  if (mine !== turn) return;
  for (const id of around) {
    const part = page.getElementById(id);
    if (!part) continue;
    toLocal(part);
    document.getElementById(id).replaceChildren(...part.childNodes);
  }
}

// Not its text: a translator changes that by itself.
new MutationObserver(renew).observe(document.querySelector('.count'), { attributeFilter: ['data-says'] });

// 'Just now' is hours old in a tab that comes into view again.
for (const event of ['visibilitychange', 'pageshow', 'focus']) {
  addEventListener(event, () => {
    if (!document.hidden && Date.now() - asked > 60_000) renew();
  });
}
