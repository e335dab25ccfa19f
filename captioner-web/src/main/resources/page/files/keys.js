import { byId, say } from './dom.js';

/**
 * Asks for a key on the event key-needed. The detail of the event, if any, is called once there is a key.
 *
 * @param meet is called before the detail
 */
export function askForKeys(server, meet) {
  let afterKey = null;

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
