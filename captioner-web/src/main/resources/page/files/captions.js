import { bar, button, byId, logarithm, make, percent, say, showProblem } from './dom.js';
import { copyButtons } from './copying.js';
import { described, evenOf } from './stage.js';

/** The best caption of the photo, word by word, and the ranked list of captions. */
export class Captions {
  #server;
  #stage;
  #toolbar = byId('caption');
  #work = new AbortController();
  #photo = null;
  #pinned = null;

  constructor(server, stage) {
    this.#server = server;
    this.#stage = stage;
    byId('words-form').addEventListener('submit', event => {
      event.preventDefault();
      this.caption(this.#photo);
    });
    this.#toolbar.addEventListener('keydown', event => this.#move(event));
  }

  /** Removes the captions of a photo, because another one is being loaded. */
  expect() {
    this.#work.abort();
    this.#work = new AbortController();
    this.#clear('Loading the photo');
  }

  /** Captions a photo under the constraints of the form. */
  async caption(photo) {
    this.#work.abort();
    const work = new AbortController();
    this.#work = work;
    this.#photo = photo;
    const refocus = this.#toolbar.contains(document.activeElement) || byId('word-actions').contains(document.activeElement);
    this.#clear('Captioning the photo');
    const fields = formFields();
    try {
      const answer = await this.#server.caption(photo, fields, word => work.signal.aborted || this.#add(word), work.signal);
      this.#show(photo, fields, answer);
      if (refocus) {
        this.#words()[0]?.focus();
      }
    } catch (failure) {
      if (failure.name !== 'AbortError') {
        this.#fail(failure);
      }
    } finally {
      if (this.#work === work) {
        this.#toolbar.setAttribute('aria-busy', 'false');
      }
    }
  }

  #clear(reason) {
    this.#pinned = null;
    this.#stage.pin(null);
    showProblem(byId('caption-problem'), null);
    this.#toolbar.replaceChildren();
    this.#toolbar.setAttribute('aria-busy', 'true');
    byId('scores').textContent = `${reason} …`;
    for (const id of ['word-actions', 'captions-block', 'caption-copy', 'caption-note']) {
      byId(id).hidden = true;
    }
    say(`${reason}.`);
  }

  #fail(failure) {
    byId('scores').textContent = '';
    this.#toolbar.replaceChildren();
    if (!failure.needsKey) {
      showProblem(byId('caption-problem'), failure, () => this.caption(this.#photo));
      say('');
      return;
    }
    document.dispatchEvent(new CustomEvent('key-needed', { detail: () => this.caption(this.#photo) }));
  }

  #show(photo, fields, answer) {
    const { captions, model, timings } = JSON.parse(answer);
    byId('captions').replaceChildren(...captions.map((caption, i) => this.#listed(caption, i, captions)));
    byId('captions-block').hidden = captions.length < 2;
    byId('caption-note').hidden = false;
    byId('caption-copy').hidden = false;
    byId('caption-copy').replaceChildren(
      ...copyButtons({ path: 'caption', fields, photo, answer, withKey: this.#server.key !== '' }));
    this.#choose(captions[0], 0);
    const total = Object.values(timings).reduce((sum, part) => sum + part, 0);
    byId('scores').append(make('span', { className: 'time' }, `model ${model.name} ${model.version}, ${total.toFixed(0)} ms`));
    say(`Caption: ${captions[0].text}.`);
  }

  #listed(caption, i, captions) {
    const ratio = Math.exp(caption.logProbability - Math.max(...captions.map(other => other.logProbability)));
    const choice = button('', () => this.#choose(caption, i), { className: 'choice' });
    choice.append(
      make('span', { className: 'text' }, caption.text), make('span', { className: 'number' }, logarithm(caption.logProbability)));
    choice.append(bar(ratio));
    return make('li', {}, choice);
  }

  /** Shows the words of a caption of the list at the top. */
  #choose(caption, i) {
    this.#unpin();
    [...byId('captions').children].forEach((item, at) => item.firstChild.setAttribute('aria-pressed', String(at === i)));
    this.#toolbar.replaceChildren();
    caption.words.forEach(word => this.#add(word));
    const cut = caption.truncated ? ' It was cut off at the maximum length.' : '';
    byId('scores').replaceChildren(make('span', {},
      `log-probability ${logarithm(caption.logProbability)}: the probability of exactly these words is`
      + ` ${percent(Math.exp(caption.logProbability))}.${cut} `));
  }

  #words() {
    return [...this.#toolbar.querySelectorAll('button')];
  }

  /** Appends a word to the caption at the top. */
  #add(word) {
    const probability = Math.exp(word.logProbability);
    const element = button(word.text, () => this.#pin(element, word), { className: 'word' });
    const map = {
      grid: word.attention,
      even: evenOf(word.attention),
      label: `\u201c${word.text}\u201d: probability ${percent(probability)}`,
    };
    element.tabIndex = this.#words().length === 0 ? 0 : -1; // a single Tab stop; the arrow keys move within it
    element.ariaPressed = 'false';
    element.setAttribute('aria-description', `probability ${percent(probability)}. ${described(word.attention)}`);
    element.style.setProperty('--share', probability);
    element.addEventListener('pointerenter', () => this.#stage.show(map));
    element.addEventListener('pointerleave', () => this.#stage.show(this.#focusedMap()));
    element.addEventListener('focus', () => this.#stage.show(map));
    element.addEventListener('blur', () => this.#stage.show(null));
    element.map = map;
    this.#toolbar.append(this.#words().length === 0 ? '' : ' ', element);
  }

  #focusedMap() {
    return this.#toolbar.contains(document.activeElement) ? document.activeElement.map : null;
  }

  /** Keeps the attention map of a word on the photo, and offers to exclude the word. */
  #pin(element, word) {
    const again = this.#pinned === element;
    this.#unpin();
    if (again) {
      this.#stage.show(this.#focusedMap());
      return;
    }
    this.#pinned = element;
    element.ariaPressed = 'true';
    this.#stage.pin(element.map);
    byId('word-actions').hidden = false;
    byId('word-actions').replaceChildren(button(`Caption without \u201c${word.text}\u201d`, () => {
      byId('exclude').value = [...listed('exclude'), word.text].join(', ');
      this.caption(this.#photo);
    }));
  }

  #unpin() {
    if (this.#pinned) {
      this.#pinned.ariaPressed = 'false';
      this.#pinned = null;
    }
    byId('word-actions').hidden = true;
    this.#stage.pin(null);
  }

  #move(event) {
    const words = this.#words();
    const at = words.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: words.length - 1 }[event.key];
    if (event.key === 'Escape') {
      this.#unpin();
      return;
    }
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    const next = words[(to + words.length) % words.length];
    words.forEach(word => { word.tabIndex = word === next ? 0 : -1; });
    next.focus();
  }
}

function formFields() {
  return [
    ['nBest', byId('count').value],
    ...listed('include').map(word => ['include', word]),
    ...listed('exclude').map(word => ['exclude', word]),
  ];
}

function listed(id) {
  return byId(id).value.split(',').map(word => word.trim()).filter(word => word !== '');
}
