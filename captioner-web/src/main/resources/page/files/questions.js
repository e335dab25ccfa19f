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

  /** Selects the photo that questions are about, a promise of a file, and removes the answers about another. */
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
    const asked = this.#photo;
    const choices = byId('choices').value.split('\n').map(choice => choice.trim()).filter(choice => choice !== '');
    const fields = [['question', byId('question').value], ...choices.map(choice => ['choices', choice])];
    showProblem(byId('ask-problem'), null);
    say('Answering the question.');
    try {
      const photo = await asked;
      work.signal.throwIfAborted();
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
    const verdict = reply.abstained ? 'The model abstains.' : best.text;
    byId('answers').prepend(make('article', { className: 'reply' },
      make('h3', {}, reply.question),
      make('p', { className: reply.abstained ? 'answer none' : 'answer' }, verdict),
      ...remarks(reply).map(text => make('p', { className: 'remark' }, text)),
      make('ol', { className: 'ranked' }, ...reply.answers.map(ranked)),
      make('p', { className: 'note' }, chosen
        ? 'The calibrated probability of each answer among the choices, and in parentheses the log-probability of exactly its words.'
        : 'The calibrated probability of each answer in the model\u2019s list, and in parentheses the log-probability of exactly its'
          + ' words.'),
      make('div', { className: 'buttons copy' }, this.#mapButton(reply), ...copyButtons(asked))));
    say(reply.abstained ? `${verdict} Its best guess: ${best.text}, ${percent(best.probability)}.`
      : `Answer: ${best.text}, ${percent(best.probability)}.`);
  }

  /** A toggle for the attention map of the answer's first word. */
  #mapButton(reply) {
    const { photo, question } = reply.attention;
    const share = photo.flat().reduce((sum, part) => sum + part, 0);
    const map = {
      grid: photo,
      even: 1 / (photo.length * photo.length + question.length),
      label: `Attention for the first word of the answer: ${percent(share)} on the photo, the rest on the question`,
    };
    const toggle = button('Attention map', () => {
      const pressed = toggle.ariaPressed !== 'true';
      byId('answers').querySelectorAll('[aria-pressed=true]').forEach(other => { other.ariaPressed = 'false'; });
      toggle.ariaPressed = String(pressed);
      this.#stage.pin(pressed ? map : null);
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

/** Why the model abstains. */
const REASONS = {
  low_confidence: 'Its best answer is below the threshold for answering.',
  unknown_words: 'It does not know most of the content words of the question.',
  unknown_language: 'It does not know most of the words of the question: it reads English only.',
};

/** Reasons to doubt an answer. */
function remarks(reply) {
  const texts = [];
  if (reply.abstained) {
    texts.push(`${REASONS[reply.abstention]} These are its best guesses:`);
  }
  if (reply.unknownWords.length > 0) {
    texts.push(`Not in the vocabulary: ${reply.unknownWords.map(word => `\u201c${word}\u201d`).join(', ')}.`
      + ` ${reply.unknownWords.length > 1 ? 'They are all read as the same unknown word' : 'It is read as an unknown word'}.`);
  }
  if (reply.fromPhotoAlone) {
    texts.push('No word of the question is in the vocabulary: the answer depends on the photo alone.');
  }
  return texts;
}
