// Says how good a new password is while it is typed, and suggests one. The server judges, as it does when the form
// is sent, and keeps nothing of it. Without this, the answer to the form says what is wrong.

/** How long nothing is typed before the server is asked. */
const PAUSE = 500;
/** A word of the list is 10.3 bits: together they outlast any guessing at the server's slow hash. */
const WORDS_OF_A_PASSPHRASE = 5;

for (const box of document.querySelectorAll('[data-advice]')) {
  const input = document.getElementById(box.dataset.advice);
  const [meter, words] = [box.querySelector('meter'), box.querySelector('[role=status]')];
  let pause;
  let asked = 0;

  async function ask() {
    const mine = ++asked;
    const fields = new URLSearchParams({ password: input.value });
    const email = input.form.elements.email?.value || input.form.elements.username?.value;
    if (email) fields.set('email', email);
    const headers = { Accept: 'application/json' };
    const response = await fetch('/password/advice', { method: 'POST', headers, body: fields }).catch(() => undefined);
    const advice = response?.ok ? await response.json().catch(() => undefined) : undefined;
    if (mine === asked) show(advice);
  }

  function show(advice) {
    meter.hidden = !advice;
    // The worst is something, too: an empty bar would look like none.
    meter.value = (advice?.score ?? -1) + 1;
    words.textContent = advice?.words ?? '';
  }

  input.addEventListener('input', () => {
    clearTimeout(pause);
    asked++;
    if (input.value) pause = setTimeout(ask, PAUSE);
    else show();
  });
}

for (const button of document.querySelectorAll('[data-suggest]')) {
  const input = document.getElementById(button.dataset.suggest);
  button.hidden = false;
  button.addEventListener('click', async () => {
    const { WORDS } = await import('/words.js');
    input.value = Array.from({ length: WORDS_OF_A_PASSPHRASE }, () => WORDS[below(WORDS.length)]).join(' ');
    // It has to be read, to be written down or learned.
    if (input.type === 'password') document.querySelector(`[data-reveal="${input.id}"]`).click();
    input.dispatchEvent(new Event('input', { bubbles: true }));
    input.focus();
  });
}

/** A random number below `end`, each as likely as the others: what would favour the first is drawn again. */
function below(end) {
  const fair = 2 ** 32 - (2 ** 32 % end);
  const drawn = new Uint32Array(1);
  do crypto.getRandomValues(drawn);
  while (drawn[0] >= fair);
  return drawn[0] % end;
}
