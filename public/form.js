// Forms work without this. With it, a password can be shown, an error appears in place, nothing that was
// typed is lost, and a form is sent once.

// The page's language, with the day before the month, 24 hours and our digits.
export const LOCALE = { en: 'en-GB', ar: 'ar-u-nu-latn' }[document.documentElement.lang] ?? document.documentElement.lang;

/** What scripts say, in the language of the page. */
export const TEXTS = JSON.parse(document.getElementById('texts').dataset.texts);

/** The text of `forms` with a number: the one whose own number is of the same plural form. */
export function counted(forms, count) {
  const rules = new Intl.PluralRules(LOCALE);
  const form = [0, 1, 2, 3, 11, 100].findIndex((sample) => rules.select(sample) === rules.select(count));
  return forms[form].replace('{count}', count);
}

// What no form can be sent again after: where the person goes on instead.
export const AWAY = {
  sign_in_required: '/sign-in',
  session_ended: '/sign-in?reason=signed-out',
  session_expired: '/sign-in?reason=expired',
  session_invalid: '/sign-in?reason=unverified',
  device_locked: '/unlock',
};

/** Has the forms of a part of the page do what they do with a script. */
export function prepare(root) {
  for (const button of root.querySelectorAll('[data-reveal]')) {
    const input = document.getElementById(button.dataset.reveal);
    button.hidden = false;
    button.addEventListener('click', () => {
      const shown = input.type === 'text';
      input.type = shown ? 'password' : 'text';
      button.textContent = shown ? button.dataset.show : button.dataset.hide;
      button.setAttribute('aria-pressed', String(!shown));
      input.focus();
    });
  }
  for (const form of root.querySelectorAll('form[data-form]')) {
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (!form.dataset.busy) send(form);
    });
  }
}
prepare(document);

// Only the browser knows when the person's day ends: the first moment of the next one, whatever the
// clocks do that night.
function midnight() {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
}

for (const words of document.querySelectorAll('[data-midnight]')) {
  const zone = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' });
  words.textContent = words.dataset.midnight.replace('{time}', zone.format(midnight()));
}

// The name of a device becomes its own field: it has the focus, all of it is selected, and Escape leaves it.
for (const rename of document.querySelectorAll('.rename')) {
  const input = rename.querySelector('input[name=name]');
  rename.addEventListener('toggle', () => {
    if (!rename.open) return rename.querySelector('summary').focus();
    input.focus();
    input.select();
  });
  // How much room is left is of interest near the end: in characters, as the server counts them.
  const count = rename.querySelector('[data-count]');
  input.addEventListener('input', () => {
    const [length, most] = [[...input.value.trim()].length, Number(count.dataset.count)];
    count.textContent = length < most - 10 ? '' : count.dataset.text.replace('{number}', length);
    count.classList.toggle('over', length > most);
  });
  rename.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    input.value = input.defaultValue;
    rename.open = false;
  });
}

// What was shown is a password again, once its form is empty.
addEventListener('reset', ({ target }) => {
  for (const button of target.querySelectorAll('[data-reveal][aria-pressed=true]')) button.click();
});

for (const form of document.querySelectorAll('form')) {
  form.addEventListener('formdata', ({ formData }) => {
    if (formData.get('when') === 'tonight') formData.set('tonight', String(midnight().getTime()));
  });
}

async function send(form) {
  const submit = form.querySelector('[type=submit]');
  form.dataset.busy = 'true';
  submit.setAttribute('aria-disabled', 'true');
  try {
    const response = await fetch(form.action, {
      method: 'POST',
      // The page that comes next says what was done.
      headers: { Accept: 'application/json', 'Latchkey-Form': 'page' },
      body: new URLSearchParams(new FormData(form)),
    });
    const file = response.headers.get('Content-Disposition')?.split('filename=')[1];
    if (response.ok && file) {
      save(file, await response.blob());
      form.reset();
      form.querySelector('[role=alert]').hidden = true;
    } else if (response.ok) {
      // Who asked in place goes on in place.
      if (!form.dispatchEvent(new CustomEvent('done', { cancelable: true }))) return;
      location.assign(response.headers.get('Location') ?? '/');
      return; // It stays busy until the next page is there.
    } else {
      const error = await response.json();
      if (AWAY[error.code]) return location.assign(AWAY[error.code]);
      error.message += retry(response.headers.get('Retry-After'));
      // The page was opened while no password was asked for: it is sent again as a plain form, which
      // comes back with the field, and with what was chosen.
      if (error.code === 'password_required' && !form.elements.password) return form.submit();
      fail(form, error);
    }
  } catch {
    fail(form, { message: TEXTS.unreachable });
  }
  delete form.dataset.busy;
  submit.removeAttribute('aria-disabled');
}

// The server's own 'Wait a while' is for when no time is known.
function retry(seconds) {
  if (!seconds) return '';
  const minutes = Math.ceil(seconds / 60);
  return ` ${seconds > 90 ? counted(TEXTS.retryMinutes, minutes) : counted(TEXTS.retrySeconds, seconds)}`;
}

function save(name, blob) {
  const link = Object.assign(document.createElement('a'), { download: name, href: URL.createObjectURL(blob) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function fail(form, { code, message, field }) {
  // Of two passwords it is the new one that can be too weak.
  if (/^password_(too|unchanged)/.test(code) && form.elements.new_password) field = 'new_password';
  const notice = form.querySelector('[role=alert]');
  notice.textContent = message;
  notice.hidden = false;
  for (const input of form.querySelectorAll('input:not([type=hidden])')) {
    if (input.name === field) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
  }
  form.elements[field ?? 'password']?.focus();
}

// A page that comes back from the browser's memory must not still be busy.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});
