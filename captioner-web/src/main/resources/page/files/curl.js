/**
 * The curl command that asks the same for the same photo, for a POSIX shell.
 *
 * @param address whole
 * @param fields pairs of name and value
 * @param photo `{name}` of a file where the command is run, or `{base64}`, the photo itself
 * @param withKey whether the service asks for a key: it is read from a variable, because commands are kept and shown around
 */
export function curlCommand({ address, fields, photo, withKey }) {
  const image = photo.name ? `image=@${formQuoted(`./${photo.name}`)}` : 'image=@-;filename=photo';
  const curl = [
    'curl -sS',
    ...(withKey ? ['-H "X-API-Key: ${CAPTIONER_KEY:?put your key into it}"'] : []),
    `-F ${shellQuoted(image)}`,
    ...fields.map(([name, value]) => `--form-string ${shellQuoted(`${name}=${value}`)}`), // -F would take @ and < for files
    shellQuoted(address),
  ].join(' \\\n  ');
  return photo.name ? `${curl}\n` : `base64 -d <<'PHOTO' | ${curl}\n${lines(photo.base64)}PHOTO\n`;
}

function shellQuoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Within -F, so that a comma or semicolon of a file's name does not end it. */
function formQuoted(name) {
  return `"${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function lines(base64) {
  return base64.replace(/.{1,76}/g, '$&\n');
}

/** The bytes of a file in base64. */
export async function base64(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(text);
}
