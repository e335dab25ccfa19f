import { button, make, say } from './dom.js';
import { base64, curlCommand } from './curl.js';
import { Server } from './server.js';

/**
 * Buttons that copy a response, or the command that requests it.
 *
 * @param asked the request (`path`, `fields`, `photo`, which is a file, and `withKey`, whether it had a key) and the body of its
 *     response, `answer`
 */
export function copyButtons(asked) {
  const told = make('span', { className: 'told' });
  const copying = async (text, what) => {
    const done = await copy(await text());
    told.textContent = done ? what : 'The browser did not allow copying.';
    say(told.textContent);
  };
  const keyNote = asked.withKey ? ' It reads the key from the variable CAPTIONER_KEY.' : '';
  const command = photo => curlCommand({ ...asked, address: Server.address(asked.path), photo });
  const buttons = [
    button('Copy JSON', () => copying(() => asked.answer, 'Copied the response.')),
    button('Copy curl', () => copying(async () => command({ base64: await base64(asked.photo) }),
      `Copied a command that contains the photo.${keyNote}`)),
  ];
  if (isNamed(asked.photo)) {
    buttons.push(button('Copy curl, photo by name', () => copying(() => command({ name: asked.photo.name }),
      `Copied. Run it in the folder of ${asked.photo.name}.${keyNote}`)));
  }
  return [...buttons, told];
}

/**
 * Whether a command can refer to the photo by name. A pasted photo has no name, or one that the browser invented; the file of a
 * converted one is not what the service was sent, and it may be unable to read it.
 */
function isNamed(photo) {
  return !photo.pasted && !photo.converted && photo.name !== '' && !/[\u0000-\u001f\u007f]/.test(photo.name);
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyWithoutPermission(text); // plain HTTP from another machine has no clipboard API
  }
}

function copyWithoutPermission(text) {
  const focused = document.activeElement;
  const area = make('textarea', { value: text, readOnly: true, className: 'unseen' });
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  focused?.focus();
  return done;
}
