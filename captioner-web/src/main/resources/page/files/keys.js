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
    byId('key-problem').textContent = server.key ? 'The service rejected this key.' : '';
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
    server.key = key;
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
  return make('form', { id: 'key-form', className: 'panel', hidden: true },
    make('h2', {}, 'Enter an API key'),
    make('input', { type: 'text', autocomplete: 'username', value: 'captioner', hidden: true }), // for password managers
    make('div', { className: 'field' }, make('label', { htmlFor: 'key' }, 'API key'), key),
    make('p', { id: 'key-note', className: 'note' },
      'The operator of this service issues the keys. The page forgets the key when you close it.'),
    problem,
    make('button', { type: 'submit', className: 'main' }, 'Use this key'));
}
