// One room's card: its name, the latest values, its alert and its chart.
import { Chart } from './chart.js';
import { decimals, moment, roomName } from './format.js';
import { Series } from './series.js';

const READINGS_MAX = 720;

const seconds = (iso) => Date.parse(iso) / 1000;

export class Room {
  #readings = new Series(READINGS_MAX);
  #averages = new Series(READINGS_MAX);
  #anomalies = new Series(READINGS_MAX);
  #latest = null;
  #chart;
  #parts;

  constructor(device) {
    this.device = device;
    this.element = document.createElement('article');
    this.element.className = 'card';
    this.element.dataset.device = device;
    this.element.innerHTML = `
      <div class="head"><h3></h3><span class="badge"></span></div>
      <div class="values"><span class="temperature"></span><span class="humidity"></span><span class="pressure"></span><span class="age"></span></div>
      <div class="chart" role="img"></div>`;
    this.#parts = Object.fromEntries(['temperature', 'humidity', 'pressure', 'age', 'badge', 'chart']
      .map((name) => [name, this.element.querySelector(`.${name}`)]));
    this.element.querySelector('h3').textContent = roomName(device);
    this.element.querySelector('h3').title = device;
    this.#chart = new Chart(this.#parts.chart);
    this.#count();
  }

  addReading(reading) {
    if (reading.temperature !== null) this.#readings.add(seconds(reading.time), reading.temperature);
    if (this.#latest === null || reading.time >= this.#latest.time) this.#latest = reading;
    this.#count();
  }

  addAverage(average) {
    if (average.temperature !== null) this.#averages.add(seconds(average.end), average.temperature.average);
    this.#count();
  }

  addAnomaly(anomaly) {
    this.#anomalies.add(seconds(anomaly.time), anomaly.value);
    this.#count();
  }

  setAlert(rule) {
    this.element.dataset.alert = String(rule !== null);
    this.#parts.badge.textContent = rule ?? '';
  }

  draw(compact) {
    this.#showLatest();
    if (this.#readings.isFull) {
      this.#averages.dropBefore(this.#readings.firstTime);
      this.#anomalies.dropBefore(this.#readings.firstTime);
    }
    this.#chart.draw(this.#readings, this.#averages, this.#anomalies, compact);
  }

  forgetChart() { this.#chart.forget(); }

  #showLatest() {
    if (this.#latest === null) return;
    const { temperature, humidity, pressure, time } = this.#latest;
    this.#parts.temperature.textContent = `${decimals(temperature, 2)} °C`;
    this.#parts.humidity.textContent = `${decimals(humidity, 1)} %RH`;
    this.#parts.pressure.textContent = `${decimals(pressure, 1)} hPa`;
    this.#parts.age.textContent = moment(time);
    this.#parts.chart.setAttribute('aria-label',
      `Temperature of ${roomName(this.device)}, ${this.#readings.length} readings, the latest ${decimals(temperature, 2)} °C`);
  }

  // What a browser test reads.
  #count() {
    this.element.dataset.points = this.#readings.length;
    this.element.dataset.averages = this.#averages.length;
    this.element.dataset.anomalies = this.#anomalies.length;
    if (this.#latest !== null) this.element.dataset.latest = this.#latest.time;
  }
}
