import { bar, button, byId, make, say, showProblem } from './dom.js';
import { askForKeys } from './keys.js';
import { Problem, Server } from './server.js';

const EVERY = 1000; // milliseconds
const server = new Server();
const rows = new Map(); // by the id of the job

const STATES = {
  waiting: 'is queued', running: 'is running', complete: 'is complete', stopped: 'was stopped', failed: 'failed',
};

/** The list entry of a job. */
class Row {
  constructor(job) {
    this.name = job.request.archive ?? `Folder ${job.request.folder || '/'}`;
    this.state = make('span', { className: 'state' });
    this.bar = bar(0);
    this.numbers = make('p', { className: 'note' });
    this.wrong = make('p', { className: 'wrong' });
    this.stop = button('Stop', () => act(() => server.stopJob(job.id)));
    this.actions = make('div', { className: 'buttons' }, this.stop);
    this.item = make('li', { className: 'job' }, make('h3', {}, this.name, ' ', this.state), this.bar, this.numbers,
      this.wrong, this.actions);
    this.item.dataset.id = job.id;
  }

  show(job) {
    const { progress, state } = job;
    if (this.known && this.known !== state) {
      say(`${this.name} ${STATES[state]}.`);
    }
    const share = state === 'complete' ? 1 : progress.photos ? progress.done / progress.photos : 0;
    put(this.state, STATES[state]);
    this.bar.style.setProperty('--share', share);
    put(this.numbers, numbers(job));
    put(this.wrong, job.problem ?? '');
    const ended = ['complete', 'stopped', 'failed'].includes(state);
    put(this.stop, ended ? 'Remove' : 'Stop');
    this.stop.setAttribute('aria-label', `${ended ? 'Remove' : 'Stop'} ${this.name}`);
    if (state === 'complete' && this.known !== state) {
      this.actions.prepend(this.#download(job.id, 'results', 'Results'), this.#download(job.id, 'report', 'Report'));
    }
    this.known = state;
  }

  /** A download link. With a key, the page fetches the file itself, because a link cannot send the key. */
  #download(id, what, text) {
    const path = `jobs/${id}/${what}`;
    const link = make('a', { href: Server.address(path), download: `${what}-${id}.jsonl` }, text);
    link.setAttribute('aria-label', `${text} of ${this.name}`);
    link.addEventListener('click', event => {
      if (server.key) {
        event.preventDefault();
        act(async () => save(await server.file(path), link.download));
      }
    });
    return link;
  }
}

function save(blob, name) {
  const address = URL.createObjectURL(blob);
  make('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Sets a text only if it differs, because setting it would clear the selection of the user each second. */
function put(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

function numbers({ progress, request, state }) {
  const parts = [];
  if (progress.photos !== undefined) {
    parts.push(`${progress.done} of ${progress.photos} photos`);
  } else if (state === 'running') {
    parts.push('listing photos');
  }
  if (progress.failed > 0) {
    parts.push(`${progress.failed} without a caption`);
  }
  const others = Object.values(progress.leftOut ?? {}).reduce((sum, count) => sum + count, 0);
  if (others > 0) {
    parts.push(`${others} other ${others === 1 ? 'file' : 'files'} left out`);
  }
  if (progress.photosPerSecond !== undefined) {
    parts.push(`${progress.photosPerSecond} a second`, `${time(progress.secondsLeft)} left`);
  }
  if (request.questions.length > 0) {
    parts.push(request.questions.length === 1 ? '1 question' : `${request.questions.length} questions`);
  }
  return parts.join(', ');
}

function time(seconds) {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : seconds < 5400 ? `${Math.round(seconds / 60)} min`
    : `${Math.round(seconds / 3600)} h`;
}

function show(jobs) {
  const ids = new Set(jobs.map(job => job.id));
  for (const [id, row] of rows) {
    if (!ids.has(id)) {
      row.item.remove();
      rows.delete(id);
    }
  }
  jobs.forEach((job, place) => {
    if (!rows.has(job.id)) {
      rows.set(job.id, new Row(job));
    }
    const row = rows.get(job.id);
    row.show(job);
    if (byId('jobs').children[place] !== row.item) {
      byId('jobs').insertBefore(row.item, byId('jobs').children[place] ?? null);
    }
  });
  byId('none').hidden = jobs.length > 0;
}

/** Runs an action and then refreshes the list of jobs. */
async function act(action) {
  try {
    await action();
    show(await server.jobs());
    showProblem(byId('jobs-problem'), null);
  } catch (problem) {
    if (problem instanceof Problem && problem.needsKey) {
      document.dispatchEvent(new CustomEvent('key-needed'));
    } else {
      showProblem(byId('jobs-problem'), problem, () => act(async () => {}));
    }
  }
}

/** Refreshes the list periodically, while the page is visible and no key is missing. */
async function watch() {
  if (!document.hidden && byId('key-form').hidden) {
    await act(async () => {});
  }
  setTimeout(watch, EVERY);
}

byId('start-form').addEventListener('submit', async event => {
  event.preventDefault();
  const lines = id => byId(id).value.split('\n').map(line => line.trim()).filter(Boolean);
  const [archive] = byId('archive').files;
  const folder = byId('folder').value.trim();
  if (!archive === !folder) {
    showProblem(byId('start-problem'), new Problem({
      title: archive ? 'Two sources given' : 'No photos given',
      detail: archive ? 'Choose either a ZIP or a folder on the server, not both' : 'Choose a ZIP, or name a folder on the server',
      status: 400,
    }));
    return;
  }
  const start = event.target.querySelector('button');
  if (start.getAttribute('aria-disabled') === 'true') {
    return;
  }
  showProblem(byId('start-problem'), null);
  start.setAttribute('aria-disabled', 'true'); // unlike disabled, this keeps the focus
  byId('sending').hidden = !archive;
  say(archive ? 'Uploading the ZIP.' : '');
  try {
    await server.startJob({ archive, folder, questions: lines('questions'), glob: lines('glob') });
    byId('start-form').reset();
    say('The job was accepted.');
    await act(async () => {});
  } catch (problem) {
    if (problem instanceof Problem && problem.needsKey) {
      document.dispatchEvent(new CustomEvent('key-needed'));
    } else {
      showProblem(byId('start-problem'), problem, () => byId('start-form').requestSubmit());
    }
  } finally {
    start.removeAttribute('aria-disabled');
    byId('sending').hidden = true;
  }
});

askForKeys(server, () => act(async () => {}));
watch();
