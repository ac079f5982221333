// When the list of devices changes in place, what stands around it (the filters, what was recently signed
// out) is fetched again. If that fails, it stays as it was.
import { toLocal } from '/times.js';

const around = ['above-list', 'below-list'];
let turn = 0;

async function renew() {
  const mine = ++turn;
  const response = await fetch(location.href).catch(() => undefined);
  if (!response?.ok || response.redirected) return;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  // Of several answers the last that was asked for is the newest.
  if (mine !== turn) return;
  for (const id of around) {
    const part = page.getElementById(id);
    const here = document.getElementById(id);
    if (!part) continue;
    toLocal(part);
    // What was unfolded stays so.
    for (const details of here.querySelectorAll('details[open][id]')) {
      part.querySelector(`#${details.id}`)?.setAttribute('open', '');
    }
    here.replaceChildren(...part.childNodes);
  }
}

// Not its text: a translator changes that by itself.
new MutationObserver(renew).observe(document.querySelector('.count'), { attributeFilter: ['data-says'] });
