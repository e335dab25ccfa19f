// The same scale as the heat maps of the library (AttentionOverlay.java, HeatScale.java): a weight up to the mean is cold; twice
// the uniform weight, or the greatest weight if that is more, is hottest.

const COLOURS = [[38, 12, 84], [126, 30, 110], [205, 62, 76], [247, 132, 36], [255, 222, 96]];
const FULL = 2;
const DIMMED = 0.5;
const GREATEST_GLOW = 0.6;
const SIDE = 144; // pixels computed; the browser enlarges them

const PLACES = [
  ['top left', 'top', 'top right'],
  ['left', 'centre', 'right'],
  ['bottom left', 'bottom', 'bottom right'],
];

/**
 * Draws attention weights on a transparent canvas over the photo.
 *
 * @param canvas has the size of the photo's canvas
 * @param grid g rows of g weights
 * @param even the weight of a cell under uniform attention
 */
export function drawHeat(canvas, grid, even) {
  const shares = smooth(grid);
  const mean = sum(grid) / (grid.length * grid.length);
  const cold = Math.min(even, mean);
  const full = Math.max(FULL * even, ...shares);
  const image = new ImageData(SIDE, SIDE);
  shares.forEach((share, at) => image.data.set(pixel(Math.max(0, (share - cold) / (full - cold))), 4 * at));
  const small = new OffscreenCanvas(SIDE, SIDE);
  small.getContext('2d').putImageData(image, 0, 0);
  const context = canvas.getContext('2d');
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(small, 0, 0, canvas.width, canvas.height);
}

/** Red, green, blue and opacity of a pixel: cold ones are dimmed, hot ones glow. */
function pixel(heat) {
  const light = DIMMED + (1 - DIMMED) * heat;
  const glow = GREATEST_GLOW * heat;
  const opacity = 1 - (1 - glow) * light;
  const position = heat * (COLOURS.length - 1);
  const below = Math.min(Math.floor(position), COLOURS.length - 2);
  const part = position - below;
  const colour = [0, 1, 2].map(i => (1 - part) * COLOURS[below][i] + part * COLOURS[below + 1][i]);
  return [...colour.map(value => (opacity > 0 ? (glow * value) / opacity : 0)), 255 * opacity];
}

/** Enlarges a map by cubic B-splines to SIDE times SIDE values, row by row. */
function smooth(grid) {
  const wide = grid.map(row => enlarge(row));
  const columns = Array.from({ length: SIDE }, (_, x) => enlarge(wide.map(row => row[x])));
  return Array.from({ length: SIDE * SIDE }, (_, at) => columns[at % SIDE][Math.floor(at / SIDE)]);
}

function enlarge(values) {
  const last = values.length - 1;
  return Array.from({ length: SIDE }, (_, i) => {
    const position = ((i + 0.5) * values.length) / SIDE - 0.5;
    const cell = Math.floor(position);
    return [-1, 0, 1, 2].reduce((total, step) =>
      total + spline(position - cell - step) * values[Math.min(last, Math.max(0, cell + step))], 0);
  });
}

function spline(distance) {
  const t = Math.abs(distance);
  return t >= 2 ? 0 : t >= 1 ? (2 - t) ** 3 / 6 : 2 / 3 - t * t + t ** 3 / 2;
}

/**
 * The region with the most attention: its place in words, its part of all attention to the photo, and its part under uniform
 * attention (`evenly`). A region is about a ninth of the photo.
 */
export function mostSeen(grid) {
  const size = Math.max(1, Math.round(grid.length / 3));
  const starts = Array.from({ length: grid.length - size + 1 }, (_, i) => i);
  const places = starts.flatMap(y => starts.map(x => ({
    x, y, part: sum(grid.slice(y, y + size).map(row => row.slice(x, x + size))) / sum(grid),
  })));
  const { x, y, part } = places.reduce((best, place) => (place.part > best.part ? place : best));
  const third = start => Math.min(2, Math.floor((3 * (start + size / 2)) / grid.length));
  return { place: PLACES[third(y)][third(x)], part, evenly: (size / grid.length) ** 2 };
}

/** The sum of all weights. */
export function sum(grid) {
  return grid.flat().reduce((total, share) => total + share, 0);
}
