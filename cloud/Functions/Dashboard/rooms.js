// All rooms: a card each, drawn at most five times a second and only while it can be seen.
import { Room } from './room.js';

const COMPACT_FROM = 13;
const DRAW_INTERVAL_MS = 200;

export class Rooms {
  #rooms = new Map();
  #changed = new Set();
  #visible = new Set();
  #container = document.getElementById('rooms');
  #observer = new IntersectionObserver((entries) => entries.forEach((entry) => this.#see(entry)), { rootMargin: '200px' });
  #drawnAt = 0;
  #scheduled = false;

  constructor() {
    window.addEventListener('resize', () => this.#redrawAll());
    window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      for (const room of this.#rooms.values()) room.forgetChart();
      this.#redrawAll();
    });
  }

  get devices() { return [...this.#rooms.keys()]; }

  /** The room of a device; made, in the order of names, when it is new. */
  of(device) {
    return this.#rooms.get(device) ?? this.#add(device);
  }

  /** Draws the room soon. */
  touch(room) {
    this.#changed.add(room);
    this.#schedule();
  }

  /** Shows on each card the rule of its device's open alert. */
  showAlerts(ruleByDevice) {
    for (const room of this.#rooms.values()) room.setAlert(ruleByDevice.get(room.device) ?? null);
  }

  get #compact() { return this.#rooms.size >= COMPACT_FROM; }

  #add(device) {
    const room = new Room(device);
    const next = [...this.#rooms.keys()].filter((other) => other > device).sort()[0];
    this.#rooms.set(device, room);
    this.#container.insertBefore(room.element, next === undefined ? null : this.#rooms.get(next).element);
    this.#observer.observe(room.element);
    document.getElementById('room-count').textContent = this.#rooms.size;
    document.getElementById('rooms-none').hidden = true;
    if (this.#compact !== document.body.classList.contains('compact')) this.#switchLayout();
    return room;
  }

  #switchLayout() {
    document.body.classList.toggle('compact', this.#compact);
    this.#redrawAll();
  }

  #redrawAll() {
    for (const room of this.#rooms.values()) this.touch(room);
  }

  #see(entry) {
    const room = this.#rooms.get(entry.target.dataset.device);
    if (!entry.isIntersecting) { this.#visible.delete(room); return; }
    this.#visible.add(room);
    this.touch(room);
  }

  #schedule() {
    if (this.#scheduled) return;
    this.#scheduled = true;
    const wait = Math.max(0, this.#drawnAt + DRAW_INTERVAL_MS - performance.now());
    setTimeout(() => requestAnimationFrame(() => this.#draw()), wait);
  }

  #draw() {
    this.#scheduled = false;
    this.#drawnAt = performance.now();
    for (const room of [...this.#changed]) {
      if (!this.#visible.has(room)) continue;
      this.#changed.delete(room);
      room.draw(this.#compact);
    }
  }
}
