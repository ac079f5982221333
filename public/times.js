// Where no island does it: exact times in the time zone of the person.
const format = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
});

export function toLocal(root) {
  for (const time of root.querySelectorAll('time[datetime]')) {
    if (time.closest('leptos-island')) continue;
    const exact = format.format(new Date(time.dateTime));
    if (time.classList.contains('moment')) {
      time.textContent = exact;
      continue;
    }
    time.title = exact;
    const spoken = time.querySelector('.visually-hidden');
    if (spoken) spoken.textContent = `, ${exact}`;
  }
}

toLocal(document);
