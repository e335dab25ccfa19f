/** The element of an id. */
export function byId(id) {
  return document.getElementById(id);
}

/** A new element with properties and children; text is text, never markup. */
export function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

export function button(text, onclick, properties = {}) {
  return make('button', { type: 'button', onclick, ...properties }, text);
}

/** A bar as long as a share of 1; what it shows stands beside it as a number. */
export function bar(share) {
  const element = make('span', { className: 'bar' });
  element.setAttribute('aria-hidden', 'true');
  element.style.setProperty('--share', share);
  return element;
}

/** Says something to those who hear the page. */
export function say(text) {
  byId('status').textContent = text;
}

/** Shows what went wrong where it was asked for, with a way to try again if that may help; null takes it away. */
export function showProblem(place, problem, again) {
  place.replaceChildren();
  if (!problem) {
    return;
  }
  const wait = problem.retryAfter ? ` The server asks to wait ${problem.retryAfter} s.` : '';
  const box = make('div', { className: 'problem' },
    make('strong', {}, problem.title ?? 'Something went wrong in this page'),
    make('p', {}, capital(problem.message || String(problem)) + wait));
  if (problem.passes) {
    box.append(button('Try again', again));
  }
  place.append(box);
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1) + (/[.?!]$/.test(text) ? '' : '.');
}

/** 0.446 as 45 %; what is not nothing is never shown as 0. */
export function percent(share) {
  const hundredths = 100 * share;
  const digits = hundredths >= 9.95 ? hundredths.toFixed(0)
    : hundredths >= 0.95 ? hundredths.toFixed(1) : String(Number(hundredths.toPrecision(1)));
  return `${digits}\u00a0%`;
}

/** A log-probability with a true minus. */
export function logarithm(value) {
  return value.toFixed(2).replace('-', '\u2212');
}
