// One room's chart: the temperature as a line, the 5-minute averages as steps over it, anomalies as dots.
import { timeOfDay } from './format.js';
import uPlot from './uPlot.esm.js';

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function axis(extra) {
  return {
    stroke: colour('--muted'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false },
    font: '11px system-ui, "DejaVu Sans", sans-serif', ...extra,
  };
}

// A flat line stays in the middle: at least 1 °C is shown.
function range(_, low, high) {
  if (low === null) return [0, 1];
  const padding = Math.max((1 - (high - low)) / 2, (high - low) * 0.1, 0.1);
  return [low - padding, high + padding];
}

function options(width, height, compact) {
  return {
    width, height, legend: { show: false }, padding: compact ? [4, 2, 2, 2] : [8, 14, 0, 0],
    cursor: { show: !compact, drag: { x: false, y: false }, points: { show: false } },
    scales: { x: { time: true }, y: { range } },
    axes: compact ? [{ show: false }, { show: false }] : [axis({ space: 60, size: 26, values: clockTimes }), axis({ size: 46, space: 34, values: degrees })],
    series: [
      {},
      { stroke: colour('--reading'), fill: colour('--reading-fill'), width: 1.6, points: { show: false } },
      { stroke: colour('--average'), width: 1.8, points: { show: false }, paths: uPlot.paths.stepped({ align: -1 }) },
      {
        stroke: colour('--anomaly'), paths: () => null,
        points: { show: true, size: compact ? 4 : 6, fill: colour('--anomaly'), stroke: colour('--anomaly'), width: 0 },
      },
    ],
  };
}

const clockTimes = (_, splits, __, ___, stepSeconds) => splits.map((split) => timeOfDay(split, stepSeconds < 60));

const degrees = (_, values) => values.map((value) => `${value}°`);

export class Chart {
  #element;
  #plot = null;
  #compact = false;

  constructor(element) { this.#element = element; }

  /** Draws the series; `compact` leaves the axes out. */
  draw(readings, averages, anomalies, compact) {
    const width = this.#element.clientWidth;
    const height = this.#element.clientHeight;
    if (width === 0 || readings.length === 0) return;
    const data = uPlot.join([readings, averages, anomalies].map((series) => [series.times, series.values]));
    if (this.#plot === null || this.#compact !== compact) this.#make(width, height, compact, data);
    else this.#update(width, height, data);
  }

  /** Makes the chart anew at the next drawing, in the colours then in force. */
  forget() {
    this.#plot?.destroy();
    this.#plot = null;
  }

  #make(width, height, compact, data) {
    this.forget();
    this.#compact = compact;
    this.#plot = new uPlot(options(width, height, compact), data, this.#element);
  }

  #update(width, height, data) {
    if (this.#plot.width !== width || this.#plot.height !== height) this.#plot.setSize({ width, height });
    this.#plot.setData(data);
  }
}
