import { byId, say } from './dom.js';

/**
 * Asks for a key whenever the event key-needed says so, which may carry what is to be done once there is one.
 *
 * @param meet is done before that
 */
export function askForKeys(server, meet) {
  let afterKey = null;

  document.addEventListener('key-needed', event => {
    afterKey = event.detail ?? afterKey;
    byId('key-problem').textContent = server.key ? 'The service does not know this key.' : '';
    byId('key-form').hidden = false;
    byId('key').focus();
    say('');
  });

  byId('key-form').addEventListener('submit', event => {
    event.preventDefault();
    const key = byId('key').value.trim();
    if (!/^[\x21-\x7e]+$/.test(key)) { // nothing else can be sent in a header
      byId('key-problem').textContent = 'A key has letters, digits and signs only, without blanks.';
      return;
    }
    server.key = key;
    byId('key-form').hidden = true;
    meet();
    afterKey?.();
  });
}
