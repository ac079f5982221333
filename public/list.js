// The list of devices without page loads: answers are given in place, what was done is said and can be taken
// back, and the list is fetched again when it changed, here or elsewhere. Without this, all of it is pages.
import { toLocal } from '/times.js';
import { AWAY, TEXTS, counted, prepare } from '/form.js';

const parts = ['task', 'above-list', 'list', 'below-list'];
const status = document.getElementById('status');
const island = document.querySelector('.device-list');
/** How long what was done stands on the page, where it can be taken back. */
const SHOWN = 12_000;
/** What takes back what, and what is said then. */
const UNDO = { tonight: 'tonight', lock: 'lock', yes: 'recognition' };
const UNDONE = { tonight: 'keep', lock: 'unlock', recognition: 'unrecognise' };

let turn = 0;

/** Fetches the page again, and shows its parts that change. Whether it did. */
async function renew() {
  const mine = ++turn;
  const response = await fetch(location.href).catch(() => undefined);
  if (response?.redirected) location.assign(response.url);
  if (!response?.ok || response.redirected) return false;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  // Of several answers the last that was asked for is the newest. What is being chosen stays as it is.
  if (mine !== turn || document.querySelector('.tick :checked')) return false;
  for (const id of parts) {
    const [part, here] = [page.getElementById(id), document.getElementById(id)];
    if (!part || !here) continue;
    delete here.dataset.began;
    Object.assign(here.dataset, part.dataset);
    toLocal(part);
    // What was unfolded stays so.
    for (const details of here.querySelectorAll('details[open][id]')) part.querySelector(`#${details.id}`)?.setAttribute('open', '');
    here.replaceChildren(...part.childNodes);
  }
  status.dataset.count = page.getElementById('status').textContent;
  return true;
}

/** Says what was done, and shows it with the way to take it back; the focus goes on from where it was. */
async function say(what, { device, name, count }) {
  const next = rowAfter(device);
  const said = what === 'others' ? counted(TEXTS.done.others, Number(count)) : TEXTS.done[what];
  await renew();
  status.textContent = `${said.replace('{device}', () => name)} ${status.dataset.count ?? ''}`.trim();
  toast(said, name, UNDO[what], device);
  // An answer leads on to the next question; what was done to a device stays with it, as long as it is there.
  const [first, second] = what === 'yes' ? [next, device] : [device, next];
  (link(first) || link(second) || document.getElementById('devices')).focus();
}

const link = (device) => (device ? document.querySelector(`#device-${device} a`) : null);
/** Where the focus goes on after an answer: not to the row itself, which is among the others then. */
function rowAfter(device) {
  const rows = [...document.querySelectorAll('.device-list li.row')].map((row) => row.querySelector('h3').id.slice('device-'.length));
  return rows[rows.indexOf(device) + 1];
}

let shown;
function toast(said, name, undo, device) {
  document.querySelector('.toast')?.remove();
  clearTimeout(shown);
  const box = Object.assign(document.createElement('div'), { className: 'toast' });
  const text = document.createElement('p');
  const [before, after] = said.split('{device}');
  text.append(before);
  if (after !== undefined) text.append(Object.assign(document.createElement('bdi'), { textContent: name, translate: false }), after);
  box.append(text);
  if (undo) {
    const form = Object.assign(document.createElement('form'), { method: 'post', action: '/devices/undo' });
    Object.assign(form.dataset, { inPlace: undo, name });
    for (const [field, value] of Object.entries({ device, what: undo })) form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: field, value }));
    form.append(Object.assign(document.createElement('button'), { className: 'button', textContent: TEXTS.undo }));
    box.append(form);
  }
  if (undo === 'recognition') {
    box.append(Object.assign(document.createElement('a'), { className: 'button', textContent: TEXTS.nameIt, href: `/devices/rename?device=${device}` }));
  }
  document.querySelector('main').append(box);
  shown = setTimeout(() => box.remove(), SHOWN);
}

/** Sends a form without a page load. What needs more than that (the password) its page asks for. */
async function send(form) {
  if (form.dataset.busy) return;
  form.dataset.busy = 'true';
  const fields = new URLSearchParams(new FormData(form));
  try {
    const response = await fetch(form.action, { method: 'POST', headers: { Accept: 'application/json' }, body: fields });
    if (!response.ok) {
      const { code } = await response.json();
      return AWAY[code] ? location.assign(AWAY[code]) : form.submit();
    }
    const what = form.dataset.inPlace;
    await say(UNDONE[what] ?? what, { device: fields.get('device'), name: form.dataset.name });
  } catch {
    toast(TEXTS.unreachable);
  } finally {
    delete form.dataset.busy;
  }
}

/** Asks, in a dialog, what a page would ask: its form, and what follows once that was sent. */
async function ask(form) {
  const fields = new URLSearchParams(new FormData(form));
  const response = await fetch(`${form.action}?${fields}`).catch(() => undefined);
  const page = new DOMParser().parseFromString((await response?.text()) ?? '', 'text/html');
  const [heading, asked, next] = ['main h1', 'main form[data-form]', 'main [data-next]'].map((part) => page.querySelector(part));
  // What can't be asked here is said on the page.
  if (!response?.ok || !heading || !asked || !next) return form.submit();
  const dialog = document.createElement('dialog');
  const title = Object.assign(document.createElement('h2'), { id: 'asked-title', textContent: heading.textContent });
  dialog.setAttribute('aria-labelledby', 'asked-title');
  asked.prepend(title, ...page.querySelectorAll('main > .lead, main > h1 ~ p'));
  dialog.append(asked, next);
  ownIds(dialog);
  document.body.append(dialog);
  const cancel = asked.querySelector('.dialog-actions a');
  const closes = Object.assign(document.createElement('button'), { type: 'button', className: 'button', textContent: cancel.textContent });
  cancel.replaceWith(closes);
  for (const button of [closes, next.querySelector('[data-close]')]) button.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => {
    dialog.remove();
    const row = document.getElementById(`device-${fields.get('device')}`);
    if (row) row.closest('.row').querySelector('[data-ask-page] button')?.focus();
    else document.getElementById('devices').focus();
  });
  prepare(dialog);
  asked.addEventListener('done', (event) => {
    event.preventDefault();
    [asked.hidden, next.hidden] = [true, false];
    dialog.setAttribute('aria-labelledby', 'asked-next');
    next.querySelector('h2').id = 'asked-next';
    next.querySelector('a').focus();
    status.textContent = next.querySelector('h2').textContent;
    renew();
  });
  dialog.showModal();
  (asked.querySelector('[type=password]') ?? closes).focus();
}

/** The page has a form of its own with such ids. */
function ownIds(dialog) {
  const own = (element, name) => element.setAttribute(name, element.getAttribute(name).replace(/[^ ]+/g, 'asked-$&'));
  for (const name of ['id', 'for', 'aria-describedby', 'aria-controls', 'data-reveal']) {
    for (const element of dialog.querySelectorAll(`[${name}]:not(#asked-title)`)) own(element, name);
  }
}

addEventListener('submit', (event) => {
  if (event.target.dataset.askPage !== undefined) {
    event.preventDefault();
    return ask(event.target);
  }
  if (event.target.dataset.inPlace === undefined) return;
  event.preventDefault();
  send(event.target);
});

// What the dialog of the island did.
new MutationObserver(() => {
  const [, what, device, count, ...name] = island.dataset.done.split('|');
  say(what, { device, count, name: name.join('|') });
}).observe(island, { attributeFilter: ['data-done'] });

// What was done elsewhere.
addEventListener('state', ({ detail }) => {
  if (detail !== document.getElementById('list').dataset.state && !document.querySelector('dialog[open]')) renew();
});
