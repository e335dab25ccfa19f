import { byId, make, say } from './dom.js';

/**
 * Asks for a key on the event key-needed. The detail of the event, if any, is called once there is a key.
 *
 * @param meet is called before the detail
 */
export function askForKeys(server, meet) {
  let afterKey = null;
  document.querySelector('main').prepend(keyForm());

  document.addEventListener('key-needed', event => {
    afterKey = event.detail ?? afterKey;
    if (server.key) {
      byId('key-problem').textContent = 'The service rejected this key.';
      server.forget();
    }
    byId('key-form').hidden = false;
    byId('key').focus();
    say('');
  });

  byId('key-form').addEventListener('submit', event => {
    event.preventDefault();
    const key = byId('key').value.trim();
    if (!/^[\x21-\x7e]+$/.test(key)) { // a header can carry nothing else
      byId('key-problem').textContent = 'A key consists of letters, digits and punctuation, without spaces.';
      return;
    }
    byId('key-problem').textContent = '';
    server.keep(key, byId('remember').checked);
    byId('key-form').hidden = true;
    meet();
    afterKey?.();
  });
}

function keyForm() {
  const key = make('input', { id: 'key', type: 'password', autocomplete: 'current-password', spellcheck: false, required: true });
  key.setAttribute('aria-describedby', 'key-note key-problem');
  const problem = make('p', { id: 'key-problem', className: 'wrong' });
  problem.setAttribute('role', 'alert');
  const remember = make('input', { id: 'remember', type: 'checkbox' });
  return make('form', { id: 'key-form', className: 'panel', hidden: true },
    make('h2', {}, 'Enter an API key'),
    make('input', { type: 'text', autocomplete: 'username', value: 'captioner', hidden: true }), // for password managers
    make('div', { className: 'field' }, make('label', { htmlFor: 'key' }, 'API key'), key),
    make('p', { id: 'key-note', className: 'note' },
      'The operator of this service issues the keys. The browser forgets the key when you close this tab.'),
    make('p', { className: 'remember' }, remember, ' ', make('label', { htmlFor: 'remember' }, 'Remember the key in this browser')),
    problem,
    make('button', { type: 'submit', className: 'main' }, 'Use this key'));
}
