/** More pixels than a screen shows are not worth their memory. */
const MOST_PIXELS_A_SIDE = 2048;

/**
 * Draws a photo as the network's encoder sees it: turned as its EXIF says, and of an animation the first frame.
 * Fails when the browser cannot read the file.
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
