// Forms work without this. With it, a password can be shown; and on the pages before sign-in an error
// appears in place, nothing that was typed is lost, and a form is sent once.

for (const button of document.querySelectorAll('[data-reveal]')) {
  const input = document.getElementById(button.dataset.reveal);
  button.hidden = false;
  button.addEventListener('click', () => {
    const shown = input.type === 'text';
    input.type = shown ? 'password' : 'text';
    button.textContent = shown ? 'Show' : 'Hide';
    button.setAttribute('aria-pressed', String(!shown));
    input.focus();
  });
}

for (const form of document.querySelectorAll('form[data-form]')) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!form.dataset.busy) send(form);
  });
}

async function send(form) {
  const submit = form.querySelector('[type=submit]');
  form.dataset.busy = 'true';
  submit.setAttribute('aria-disabled', 'true');
  try {
    const response = await fetch(form.action, {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body: new URLSearchParams(new FormData(form)),
    });
    if (response.ok) {
      location.assign(response.headers.get('Location') ?? '/');
      return; // It stays busy until the next page is there.
    }
    fail(form, await response.json());
  } catch {
    fail(form, { message: 'Latchkey could not be reached. Check the connection and try again.' });
  }
  delete form.dataset.busy;
  submit.removeAttribute('aria-disabled');
}

function fail(form, { message, field }) {
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
