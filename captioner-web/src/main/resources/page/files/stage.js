import { byId, percent } from './dom.js';
import { drawHeat, mostSeen, sum } from './heat.js';
import { drawPhoto } from './photo.js';

/** The photo, with an attention map over it. */
export class Stage {
  #photo = byId('photo');
  #heat = byId('heat');
  #reading = byId('reading');
  #pinned = null;

  /** Loads a photo; resolves to whether the browser can display it. */
  async load(file) {
    this.pin(null);
    let seen = true;
    try {
      await drawPhoto(file, this.#photo);
      this.#heat.width = this.#photo.width;
      this.#heat.height = this.#photo.height;
      byId('stage').style.setProperty('--ratio', this.#photo.width / this.#photo.height);
      this.#photo.setAttribute('aria-label', `The photo ${file.name}`);
    } catch {
      seen = false;
    }
    byId('stage').classList.toggle('blind', !seen);
    byId('unseen').hidden = seen;
    return seen;
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
