// When the list of devices changes in place, what stands around it (the questions, the counts of the
// filters, what was signed out lately) is asked for anew. If that fails, it is as old as the page was.
import { toLocal } from '/times.js';

const around = ['above-list', 'below-list'];
let turn = 0;

new MutationObserver(async () => {
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
}).observe(document.querySelector('.count'), { childList: true, characterData: true, subtree: true });
