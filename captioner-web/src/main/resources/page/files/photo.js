/** More pixels than a screen shows would waste memory. */
const MOST_PIXELS_A_SIDE = 2048;

/**
 * Draws a photo as the encoder sees it: rotated according to its EXIF orientation, and the first frame of an animation.
 * Fails if the browser cannot decode the file.
 */
export async function drawPhoto(file, canvas) {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, MOST_PIXELS_A_SIDE / Math.max(bitmap.width, bitmap.height));
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
}
