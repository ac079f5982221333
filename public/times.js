// Where no island does it: exact times, and days, in the time zone of the person.
const date = { day: 'numeric', month: 'long', year: 'numeric' };
const clock = { hour: '2-digit', minute: '2-digit' };
const format = new Intl.DateTimeFormat('en-GB', { ...date, ...clock, timeZoneName: 'short' });
const hour = new Intl.DateTimeFormat('en-GB', clock);
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'long', ...date });

export function toLocal(root) {
  for (const time of root.querySelectorAll('time[datetime]')) {
    if (time.closest('leptos-island')) continue;
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
      section.querySelector('h2').textContent = name === today ? 'Today' : name === yesterday ? 'Yesterday' : name;
      section.querySelector('ol').replaceChildren();
      days.set(name, section);
    }
    days.get(name).querySelector('ol').append(entry);
  }
  if (entries.length) log.replaceChildren(...days.values());
}

toLocal(document);
