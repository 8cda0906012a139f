// The open alerts, and the last resolved ones.
import { moment, roomName, ruleName } from './format.js';

const RESOLVED_MAX = 20;

function line(alert, texts) {
  const item = document.createElement('li');
  item.dataset.device = alert.device;
  item.dataset.rule = alert.rule;
  item.dataset.alert = alert.id;
  for (const [tag, className, text] of texts) {
    const part = document.createElement(tag);
    if (className) part.className = className;
    part.textContent = text;
    item.append(part);
  }
  return item;
}

const openLine = (alert) => line(alert, [
  ['strong', '', roomName(alert.device)],
  ['span', 'rule', ruleName(alert.rule)],
  ['time', '', `since ${moment(alert.openedAt)}`],
  ['span', 'message', alert.message],
]);

const resolvedLine = (alert) => line(alert, [
  ['strong', '', roomName(alert.device)],
  ['span', 'rule', ruleName(alert.rule)],
  ['span', '', `${moment(alert.openedAt)} to ${moment(alert.resolvedAt)}`],
]);

export class Alerts {
  #open = new Map();
  #resolved = new Map();
  #signature = '';

  /** Takes the whole state as the store has it. */
  reset(open, resolved) {
    this.#open = new Map(open.map((alert) => [alert.id, alert]));
    this.#resolved = new Map(resolved.map((alert) => [alert.id, alert]));
    this.#show();
  }

  /** Takes one change. */
  change(alert) {
    if (alert.resolvedAt === null) this.#open.set(alert.id, alert);
    else {
      this.#open.delete(alert.id);
      this.#resolved.set(alert.id, alert);
    }
    this.#show();
  }

  /** The rule of each device with an open alert. */
  get ruleByDevice() {
    return new Map([...this.#open.values()].map((alert) => [alert.device, ruleName(alert.rule)]));
  }

  // The list is rebuilt only when it differs, so that a screen reader speaks each change once.
  #show() {
    const open = [...this.#open.values()].sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1));
    const resolved = [...this.#resolved.values()].sort((a, b) => (a.resolvedAt < b.resolvedAt ? 1 : -1)).slice(0, RESOLVED_MAX);
    const signature = JSON.stringify([open, resolved]);
    if (signature === this.#signature) return;
    this.#signature = signature;
    this.#resolved = new Map(resolved.map((alert) => [alert.id, alert]));
    document.getElementById('alert-count').textContent = open.length;
    document.getElementById('alerts-none').hidden = open.length > 0;
    document.getElementById('resolved-none').hidden = resolved.length > 0;
    document.getElementById('alerts').replaceChildren(...open.map(openLine));
    document.getElementById('resolved').replaceChildren(...resolved.map(resolvedLine));
  }
}
