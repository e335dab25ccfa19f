/** A failed request, with its reason: from the service or from the connection to it. */
export class Problem extends Error {
  constructor({ title, detail, status = 0, retryAfter = null }) {
    super(detail);
    this.title = title;
    this.status = status;
    this.retryAfter = retryAfter;
  }

  get needsKey() {
    return this.status === 401;
  }

  /** Whether the same request may succeed later. */
  get retryable() {
    return [0, 408, 429, 500, 502, 503, 504].includes(this.status);
  }
}

/** The name of the key in the browser's storage, which all services of an origin share. */
const KEY = `captioner-key ${new URL('.', document.baseURI).pathname}`;

/** The service that delivered the page. */
export class Server {
  /** The key that a page of this service has asked for, in this tab or, if it was to be remembered, in this browser. */
  #key = sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY) ?? '';

  get key() {
    return this.#key;
  }

  /** @param remember whether to keep the key after the tab is closed */
  keep(key, remember) {
    this.forget();
    this.#key = key;
    (remember ? localStorage : sessionStorage).setItem(KEY, key);
  }

  forget() {
    this.#key = '';
    sessionStorage.removeItem(KEY);
    localStorage.removeItem(KEY);
  }

  /** An absolute URL, whatever path a proxy serves the service under. */
  static address(path) {
    return new URL(path, document.baseURI).href;
  }

  async json(path) {
    return this.#answer(await this.#fetch(path, {})).then(text => JSON.parse(text));
  }

  /**
   * Captions a photo.
   *
   * @param fields pairs of name and value
   * @param onWord receives each word of the best caption as soon as it is final
   * @returns the body of the response, which is JSON
   */
  async caption(photo, fields, onWord, signal) {
    const body = form(photo, [...fields, ['stream', 'true']]);
    const response = await this.#fetch('caption', { method: 'POST', body, signal });
    if (!response.ok) {
      return this.#answer(response);
    }
    for await (const { event, data } of events(response.body)) {
      if (event === 'word') {
        onWord(JSON.parse(data));
      } else if (event === 'captions') {
        return data;
      } else if (event === 'problem') {
        throw new Problem(JSON.parse(data));
      }
    }
    throw unreachable('The response ended early.');
  }

  /** Answers a question about a photo; returns the body of the response, which is JSON. */
  async ask(photo, fields, signal) {
    return this.#answer(await this.#fetch('vqa', { method: 'POST', body: form(photo, fields), signal }));
  }

  /** All jobs, newest first. */
  async jobs() {
    return (await this.json('jobs')).jobs;
  }

  /** Starts a job on an archive or, without one, on a folder of the server. */
  async startJob({ archive, folder, questions, glob }) {
    if (!archive) {
      const headers = { 'Content-Type': 'application/json' };
      const body = JSON.stringify({ folder, questions, glob });
      return JSON.parse(await this.#answer(await this.#fetch('jobs', { method: 'POST', headers, body })));
    }
    const body = new FormData();
    questions.forEach(question => body.append('questions', question));
    glob.forEach(pattern => body.append('glob', pattern));
    body.append('archive', archive);
    return JSON.parse(await this.#answer(await this.#fetch('jobs', { method: 'POST', body })));
  }

  /** Stops a job, or removes one that has ended. */
  async stopJob(id) {
    await this.#answer(await this.#fetch(`jobs/${id}`, { method: 'DELETE' }));
  }

  /** A file that a job wrote; for requests with a key, which a link cannot send. */
  async file(path) {
    const response = await this.#fetch(path, {});
    return response.ok ? connected(response.blob()) : this.#answer(response);
  }

  async #fetch(path, options) {
    const headers = { ...options.headers, ...(this.key ? { 'X-API-Key': this.key } : {}) };
    return connected(fetch(Server.address(path), { ...options, headers }));
  }

  async #answer(response) {
    const text = await connected(response.text());
    if (response.ok) {
      return text;
    }
    const retryAfter = Number(response.headers.get('Retry-After')) || null;
    let found;
    try {
      found = JSON.parse(text);
    } catch {
      found = { title: 'The request failed', detail: `The server returned ${response.status} ${response.statusText} without a reason.` };
    }
    throw new Problem({ ...found, status: response.status, retryAfter });
  }
}

function form(photo, fields) {
  const body = new FormData();
  body.append('image', photo, 'photo');
  fields.forEach(([name, value]) => body.append(name, value));
  return body;
}

/** The events of a stream (https://html.spec.whatwg.org/#event-stream-interpretation), as this service writes them. */
async function* events(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { value, done } = await connected(reader.read());
    if (done) {
      return;
    }
    text += value;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const lines = text.slice(0, end).split('\n').map(line => /^(\w+): ?(.*)$/.exec(line)).filter(Boolean);
      yield Object.fromEntries(lines.map(([, name, rest]) => [name, rest]));
      text = text.slice(end + 2);
    }
  }
}

/** Turns a connection failure into a problem; a request that the page itself aborted stays an abort. */
async function connected(promise) {
  try {
    return await promise;
  } catch (failure) {
    throw failure.name === 'AbortError' ? failure : unreachable('It did not respond.');
  }
}

function unreachable(what) {
  return new Problem({
    title: 'The server cannot be reached',
    detail: `${what} Check that it is running at ${new URL('.', document.baseURI).href} and that the network is available.`,
  });
}
