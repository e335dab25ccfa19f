/**
 * The curl command that repeats a request, for a POSIX shell.
 *
 * @param address absolute URL
 * @param fields pairs of name and value
 * @param photo `{name}`, a file in the working directory, or `{base64}`, the photo itself
 * @param withKey whether the service requires a key. The command reads it from a variable, because commands are stored and shared
 */
export function curlCommand({ address, fields, photo, withKey }) {
  const image = photo.name ? `image=@${formQuoted(`./${photo.name}`)}` : 'image=@-;filename=photo';
  const curl = [
    'curl -sS',
    ...(withKey ? ['-H "X-API-Key: ${CAPTIONER_KEY:?set it to your key}"'] : []),
    `-F ${shellQuoted(image)}`,
    ...fields.map(([name, value]) => `--form-string ${shellQuoted(`${name}=${value}`)}`), // -F would read @ and < as files
    shellQuoted(address),
  ].join(' \\\n  ');
  return photo.name ? `${curl}\n` : `base64 -d <<'PHOTO' | ${curl}\n${lines(photo.base64)}PHOTO\n`;
}

function shellQuoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Quoted for -F, so that a comma or semicolon does not end the file name. */
function formQuoted(name) {
  return `"${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function lines(base64) {
  return base64.replace(/.{1,76}/g, '$&\n');
}

/** The content of a file in base64. */
export async function base64(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(text);
}
