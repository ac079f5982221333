// Where no island does it: exact times in the time zone of the person, on hover and for screen readers.
const format = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
});

for (const time of document.querySelectorAll('time[datetime]')) {
  if (time.closest('leptos-island')) continue;
  const exact = format.format(new Date(time.dateTime));
  time.title = exact;
  const spoken = time.querySelector('.visually-hidden');
  if (spoken) spoken.textContent = `, ${exact}`;
}
