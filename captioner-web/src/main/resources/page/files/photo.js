/** Pixels along the longer side of what is shown and sent: more than the model looks at, and than a screen shows. */
const MOST_PIXELS_A_SIDE = 2048;

/** How files begin that every service reads: JPEG, PNG, GIF, BMP, WebP. */
const READ_EVERYWHERE = [/^\xff\xd8\xff/, /^\x89PNG/, /^GIF8/, /^BM/, /^RIFF.{4}WEBP/s];

/** Of what is sent instead of a large photo: artefacts stay invisible to people and to the model. */
const JPEG_QUALITY = 0.95;

/**
 * What becomes of a photo that the user chose.
 *
 * @returns `canvas`, the photo as the encoder sees it: upright, the first frame of an animation, over white, and not larger than can
 *     be shown; `width` and `height` of the original; all undefined if the browser cannot decode it. And `sent`, the file for the
 *     service: the chosen one, or what is on the canvas if the chosen one is larger or of a format that not every service reads
 */
export async function preparePhoto(file) {
  try {
    const picture = await decoded(file);
    const foreign = !await isReadEverywhere(file);
    const large = Math.max(picture.width, picture.height) > MOST_PIXELS_A_SIDE;
    return { ...picture, sent: foreign || large ? await jpeg(picture.canvas, file, foreign) : file };
  } catch {
    return { sent: file }; // the server decides whether it can be read
  }
}

async function decoded(file) {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const { width, height } = bitmap;
  const scale = Math.min(1, MOST_PIXELS_A_SIDE / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d');
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return { canvas, width, height };
}

async function isReadEverywhere(file) {
  const start = String.fromCharCode(...new Uint8Array(await file.slice(0, 12).arrayBuffer()));
  return READ_EVERYWHERE.some(signature => signature.test(start));
}

/** The canvas as a file of the same name; the file itself if the browser cannot encode it. */
async function jpeg(canvas, file, foreign) {
  const blob = await new Promise(resolve => { canvas.toBlob(resolve, 'image/jpeg', JPEG_QUALITY); });
  if (!blob) {
    return file;
  }
  const sent = new File([blob], file.name, { type: blob.type });
  sent.converted = foreign;
  return sent;
}

/** Name and size of a photo, and what of it is sent, for people. */
export function factsOf(file, { width, height, canvas, sent }) {
  const pixels = canvas ? `, ${width} \u00d7 ${height} pixels` : '';
  const original = `${file.name}${pixels}, ${amount(file.size)}`;
  return sent === file ? original
    : `${original}. Sent as a JPEG of ${canvas.width} \u00d7 ${canvas.height} pixels, ${amount(sent.size)}`;
}

function amount(bytes) {
  return bytes < 999_500 ? `${Math.max(1, Math.round(bytes / 1e3))}\u00a0kB` : `${(bytes / 1e6).toFixed(1)}\u00a0MB`;
}
