/** The element with an id. */
export function byId(id) {
  return document.getElementById(id);
}

/** A new element with properties and children. Text is inserted as text, never as markup. */
export function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

export function button(text, onclick, properties = {}) {
  return make('button', { type: 'button', onclick, ...properties }, text);
}

/** A bar whose length is a share of 1. It is hidden from screen readers, because the number is beside it. */
export function bar(share) {
  const element = make('span', { className: 'bar' });
  element.setAttribute('aria-hidden', 'true');
  element.style.setProperty('--share', share);
  return element;
}

/** Announces a text to screen readers. */
export function say(text) {
  byId('status').textContent = text;
}

/** Shows a problem in a place, with a button to retry if that may help; null removes it. */
export function showProblem(place, problem, again) {
  place.replaceChildren();
  if (!problem) {
    return;
  }
  const wait = problem.retryAfter ? ` Retry after ${problem.retryAfter} s.` : '';
  const box = make('div', { className: 'problem' },
    make('strong', {}, problem.title ?? 'An error occurred in this page'),
    make('p', {}, capital(problem.message || String(problem)) + wait));
  if (problem.retryable) {
    box.append(button('Try again', again));
  }
  place.append(box);
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1) + (/[.?!]$/.test(text) ? '' : '.');
}

/** 0.446 as 45 %. A share above 0 is never shown as 0. */
export function percent(share) {
  const hundredths = 100 * share;
  const digits = hundredths >= 9.95 ? hundredths.toFixed(0)
    : hundredths >= 0.95 ? hundredths.toFixed(1) : String(Number(hundredths.toPrecision(1)));
  return `${digits}\u00a0%`;
}

/** A log-probability with a minus sign instead of a hyphen. */
export function logarithm(value) {
  return value.toFixed(2).replace('-', '\u2212');
}
