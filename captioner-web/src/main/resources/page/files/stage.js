import { byId, percent } from './dom.js';
import { drawHeat, mostSeen, sum } from './heat.js';
import { factsOf } from './photo.js';

/** The photo, with an attention map over it. */
export class Stage {
  #photo = byId('photo');
  #heat = byId('heat');
  #reading = byId('reading');
  #pinned = null;

  /** Shows a photo, or says that the browser cannot display it. */
  load(file, prepared) {
    this.pin(null);
    const { canvas } = prepared;
    if (canvas) {
      for (const layer of [this.#photo, this.#heat]) {
        layer.width = canvas.width;
        layer.height = canvas.height;
      }
      this.#photo.getContext('2d').drawImage(canvas, 0, 0);
      byId('stage').style.setProperty('--ratio', canvas.width / canvas.height);
      this.#photo.setAttribute('aria-label', `The photo ${file.name}`);
    }
    byId('stage').classList.toggle('blind', !canvas);
    byId('unseen').hidden = Boolean(canvas);
    byId('facts').textContent = factsOf(file, prepared);
  }

  /** Sets the map that is shown while the pointer is on no word; null shows the plain photo. */
  pin(map) {
    this.#pinned = map;
    this.show(map);
  }

  /**
   * Shows an attention map; null shows the pinned one.
   *
   * @param map the attention weights as `grid`, the weight `even` of a cell under uniform attention, and a `label` for people
   */
  show(map) {
    const shown = map ?? this.#pinned;
    this.#heat.classList.toggle('shown', Boolean(shown));
    if (!shown) {
      this.#reading.textContent = '';
      return;
    }
    drawHeat(this.#heat, shown.grid, shown.even);
    this.#reading.textContent = `${shown.label}. ${described(shown.grid)}`;
  }
}

/** An attention map in words, for people who cannot see it. */
export function described(grid) {
  const { place, part, evenly } = mostSeen(grid);
  return `Highest attention: ${place}, ${percent(part)} (uniform: ${percent(evenly)}).`;
}

/** The weight of a cell if the attention to the photo were uniform. */
export function evenOf(grid) {
  return sum(grid) / (grid.length * grid.length);
}
