import { button, make, say } from './dom.js';
import { base64, curlCommand } from './curl.js';
import { Server } from './server.js';

/**
 * Buttons that copy an answer, or the command that asks for it.
 *
 * @param asked `path`, `fields`, `photo` (a file), whether it was asked `withKey`, and the `answer` as it came
 */
export function copyButtons(asked) {
  const told = make('span', { className: 'told' });
  const copying = async (text, what) => {
    const done = await copy(await text());
    told.textContent = done ? what : 'The browser did not let it be copied.';
    say(told.textContent);
  };
  const keyNote = asked.withKey ? ' It reads the key from the variable CAPTIONER_KEY.' : '';
  const command = photo => curlCommand({ ...asked, address: Server.address(asked.path), photo });
  const buttons = [
    button('Copy JSON', () => copying(() => asked.answer, 'Copied the answer as it came.')),
    button('Copy curl', () => copying(async () => command({ base64: await base64(asked.photo) }),
      `Copied a command with the photo in it.${keyNote}`)),
  ];
  if (isNamed(asked.photo)) {
    buttons.push(button('Copy curl, photo by name', () => copying(() => command({ name: asked.photo.name }),
      `Copied. Run it in the folder that has ${asked.photo.name}.${keyNote}`)));
  }
  return [...buttons, told];
}

/** Whether the photo is a file that a command can name; what was pasted has none, or one that the browser made up. */
function isNamed(photo) {
  return !photo.pasted && photo.name !== '' && !/[\u0000-\u001f\u007f]/.test(photo.name);
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyWithoutPermission(text); // pages that came over plain HTTP from another machine
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
