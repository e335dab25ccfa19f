import { byId, percent } from './dom.js';
import { drawHeat, mostSeen, sum } from './heat.js';
import { drawPhoto } from './photo.js';

/** The photo, and over it where the model looked. */
export class Stage {
  #photo = byId('photo');
  #heat = byId('heat');
  #reading = byId('reading');
  #resting = null;

  /** Shows a file; whether the browser could. */
  async show(file) {
    this.rest(null);
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

  /** What is shown whenever nothing is pointed at: a look, or null for the bare photo. */
  rest(look) {
    this.#resting = look;
    this.look(look);
  }

  /**
   * Shows where the model looked; null shows what rests.
   *
   * @param look its `grid`, the `even` share of a place, and a `label` that says what for
   */
  look(look) {
    const shown = look ?? this.#resting;
    this.#heat.classList.toggle('shown', Boolean(shown));
    if (!shown) {
      this.#reading.textContent = '';
      return;
    }
    drawHeat(this.#heat, shown.grid, shown.even);
    this.#reading.textContent = `${shown.label}. ${described(shown.grid)}`;
  }
}

/** A map in words. */
export function described(grid) {
  const { place, part, evenly } = mostSeen(grid);
  return `It looked most at the ${place}: ${percent(part)}, where evenly it would be ${percent(evenly)}.`;
}

/** The even share of a place, where the photo alone was looked at. */
export function evenOf(grid) {
  return sum(grid) / (grid.length * grid.length);
}
