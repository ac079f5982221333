// Where no island does it: exact times, and days, in the time zone of the person and the language of the page.
import { LOCALE, TEXTS } from '/form.js';

const date = { day: 'numeric', month: 'long', year: 'numeric' };
const clock = { hour: '2-digit', minute: '2-digit' };
const format = new Intl.DateTimeFormat(LOCALE, { ...date, ...clock, timeZoneName: 'short' });
const hour = new Intl.DateTimeFormat(LOCALE, clock);
const day = new Intl.DateTimeFormat(LOCALE, { weekday: 'long', ...date });

export function toLocal(root) {
  for (const time of root.querySelectorAll('time[datetime]')) {
    const at = new Date(time.dateTime);
    const exact = format.format(at);
    if (time.classList.contains('moment')) {
      time.textContent = exact;
      continue;
    }
    if (time.classList.contains('clock')) time.textContent = hour.format(at);
    time.title = exact;
    const spoken = time.querySelector('.visually-hidden');
    if (spoken) spoken.textContent = `, ${exact}`;
  }
  for (const log of root.querySelectorAll('[data-days]')) byDay(log);
}

// 'Active 5 minutes ago' goes on while the page is open. The server says what time it is, and the browser's
// clock how long it is since then, however wrong it is: timers stand still while a machine sleeps.
function lastActive(elapsed) {
  const minutes = Math.floor(elapsed / 60_000);
  if (minutes < 2) return TEXTS.activeNow;
  const [count, unit] = [[525_960, 'year'], [43_830, 'month'], [10_080, 'week'], [1_440, 'day'], [60, 'hour'], [1, 'minute']]
    .map(([length, unit]) => [Math.floor(minutes / length), unit])
    .find(([count]) => count > 0);
  return TEXTS.active.replace('{ago}', new Intl.RelativeTimeFormat(LOCALE).format(-count, unit));
}

function tick() {
  const list = document.querySelector('[data-now]');
  if (!list) return;
  list.dataset.began ??= String(list.dataset.now - Date.now());
  for (const time of document.querySelectorAll('time[data-active]')) {
    const text = lastActive(Date.now() + Number(list.dataset.began) - Date.parse(time.dateTime));
    const shown = time.querySelector('span');
    // A translator has put its own in there: only a change is written.
    if (shown.dataset.text !== text) shown.textContent = shown.dataset.text = text;
    time.parentElement.classList.toggle('live', text === TEXTS.activeNow);
  }
}

setInterval(tick, 30_000);
for (const event of ['visibilitychange', 'pageshow', 'focus']) addEventListener(event, tick);

// What happened at eleven at night happened on that day, whatever day it was in UTC.
function byDay(log) {
  const entries = [...log.querySelectorAll('.entry')];
  const empty = log.querySelector('section');
  const today = day.format(new Date());
  const yesterday = day.format(new Date(Date.now() - 86_400_000));
  const days = new Map();
  for (const entry of entries) {
    const name = day.format(new Date(entry.querySelector('time').dateTime));
    if (!days.has(name)) {
      const section = empty.cloneNode(true);
      section.querySelector('h2').textContent = name === today ? TEXTS.today : name === yesterday ? TEXTS.yesterday : name;
      section.querySelector('ol').replaceChildren();
      days.set(name, section);
    }
    days.get(name).querySelector('ol').append(entry);
  }
  if (entries.length) log.replaceChildren(...days.values());
}

toLocal(document);
tick();
