// The counters at the top: what was made, received, stored and lost, then whatever else is counted.
import { count } from './format.js';

const FIRST = ['made', 'received', 'stored', 'lost'];
const BAD = new Set(['lost', 'deadLetters', 'refused']);

/** deadLetters -> dead letters */
const title = (name) => name.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);

export function showCounters(counters) {
  const list = document.getElementById('counters');
  const names = [...FIRST.filter((name) => name in counters), ...Object.keys(counters).filter((name) => !FIRST.includes(name)).sort()];
  list.replaceChildren(...names.map((name) => {
    const pair = document.createElement('div');
    pair.dataset.counter = name;
    pair.dataset.bad = String(BAD.has(name) && counters[name] > 0);
    const term = document.createElement('dt');
    term.textContent = title(name);
    const value = document.createElement('dd');
    value.textContent = count(counters[name]);
    pair.dataset.value = counters[name];
    pair.append(term, value);
    return pair;
  }));
}
