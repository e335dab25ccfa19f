import { bar, button, byId, logarithm, make, percent, say, showProblem } from './dom.js';
import { copyButtons } from './copying.js';

/** Questions about the photo, the newest answer first. */
export class Questions {
  #server;
  #stage;
  #work = new AbortController();
  #photo = null;

  constructor(server, stage) {
    this.#server = server;
    this.#stage = stage;
    byId('ask-form').addEventListener('submit', event => {
      event.preventDefault();
      this.#ask();
    });
  }

  /** From now on it is about this photo. */
  about(photo) {
    this.#work.abort();
    this.#photo = photo;
    byId('answers').replaceChildren();
    showProblem(byId('ask-problem'), null);
  }

  async #ask() {
    this.#work.abort();
    const work = new AbortController();
    this.#work = work;
    const photo = this.#photo;
    const choices = byId('choices').value.split('\n').map(choice => choice.trim()).filter(choice => choice !== '');
    const fields = [['question', byId('question').value], ...choices.map(choice => ['choices', choice])];
    showProblem(byId('ask-problem'), null);
    say('Asking.');
    try {
      const answer = await this.#server.ask(photo, fields, work.signal);
      this.#show({ path: 'vqa', fields, photo, answer, withKey: this.#server.key !== '' }, choices.length > 0);
    } catch (failure) {
      if (failure.name === 'AbortError') {
        return;
      }
      if (failure.needsKey) {
        document.dispatchEvent(new CustomEvent('key-needed', { detail: () => this.#ask() }));
        return;
      }
      showProblem(byId('ask-problem'), failure, () => this.#ask());
      say('');
    }
  }

  #show(asked, chosen) {
    const reply = JSON.parse(asked.answer);
    const best = reply.answers[0];
    const verdict = reply.abstained ? 'The model would rather not say.' : best.text;
    byId('answers').prepend(make('article', { className: 'reply' },
      make('h3', {}, reply.question),
      make('p', { className: reply.abstained ? 'answer none' : 'answer' }, verdict),
      ...remarks(reply).map(text => make('p', { className: 'remark' }, text)),
      make('ol', { className: 'ranked' }, ...reply.answers.map(ranked)),
      make('p', { className: 'note' }, chosen
        ? 'Each answer\u2019s share among the choices, calibrated, and the logarithm of the model\u2019s probability of exactly its words.'
        : 'Each answer\u2019s share of the model\u2019s list, calibrated, and the logarithm of the model\u2019s probability of exactly'
          + ' its words.'),
      make('div', { className: 'buttons copy' }, this.#lookButton(reply), ...copyButtons(asked))));
    say(reply.abstained ? `${verdict} Its best guess: ${best.text}, ${percent(best.probability)}.`
      : `Answer: ${best.text}, ${percent(best.probability)}.`);
  }

  /** Shows where the model looked before the answer's first word, as long as it is pressed. */
  #lookButton(reply) {
    const { photo, question } = reply.attention;
    const share = photo.flat().reduce((sum, part) => sum + part, 0);
    const look = {
      grid: photo,
      even: 1 / (photo.length * photo.length + question.length),
      label: `Before the answer, ${percent(share)} of its attention lay on the photo, the rest on the question\u2019s words`,
    };
    const toggle = button('Where it looked', () => {
      const pressed = toggle.ariaPressed !== 'true';
      byId('answers').querySelectorAll('[aria-pressed=true]').forEach(other => { other.ariaPressed = 'false'; });
      toggle.ariaPressed = String(pressed);
      this.#stage.rest(pressed ? look : null);
      say(pressed ? byId('reading').textContent : '');
    });
    toggle.ariaPressed = 'false';
    return toggle;
  }
}

function ranked(answer) {
  return make('li', {}, make('div', { className: 'choice' },
    make('span', { className: 'text' }, answer.text),
    make('span', { className: 'number' }, `${percent(answer.probability)} `,
      make('span', { className: 'second' }, `(${logarithm(answer.logProbability)})`)),
    bar(answer.probability)));
}

/** What has to be known about an answer before it is believed. */
function remarks(reply) {
  const texts = [];
  if (reply.abstained) {
    texts.push('Its best answer is too doubtful to stand for. These are its guesses:');
  }
  if (reply.unknownWords.length > 0) {
    texts.push(`It does not know ${reply.unknownWords.map(word => `\u201c${word}\u201d`).join(', ')}`
      + `${reply.unknownWords.length > 1 ? ', and reads them all as the same unknown word' : ', and reads it as an unknown word'}.`);
  }
  if (reply.fromPhotoAlone) {
    texts.push('It knows no word of the question: this is from the photo alone.');
  }
  return texts;
}
