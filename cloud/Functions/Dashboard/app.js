// The page: history when a connection opens, live events from then on.
import { Alerts } from './alerts.js';
import * as api from './api.js';
import { showCounters } from './counters.js';
import { Rooms } from './rooms.js';

const READINGS_SHOWN = 720;
const AVERAGES_SHOWN = 200;
const ANOMALIES_SHOWN = 200;
const RESOLVED_SHOWN = 20;

const rooms = new Rooms();
const alerts = new Alerts();

function change(device, apply) {
  const room = rooms.of(device);
  apply(room);
  rooms.touch(room);
}

const handlers = {
  readings: (list) => list.forEach((reading) => change(reading.device, (room) => room.addReading(reading))),
  averages: (list) => list.filter((average) => average.windowSeconds === 300)
    .forEach((average) => change(average.device, (room) => room.addAverage(average))),
  anomalies: (list) => list.forEach((anomaly) => change(anomaly.device, (room) => room.addAnomaly(anomaly))),
  alerts: (list) => { list.forEach((alert) => alerts.change(alert)); rooms.showAlerts(alerts.ruleByDevice); },
  counters: showCounters,
};

// Live events that come while the history is read wait for it, so that an older picture never hides a newer one.
let waiting = null;

function receive(name, value) {
  if (waiting !== null) waiting.push([name, value]);
  else handlers[name](value);
}

async function open() {
  const held = waiting = [];
  try {
    await loadHistory();
  } catch (error) {
    showState('lost', `history not loaded: ${error.message}`);
  }
  if (waiting !== held) return; // The connection was opened again meanwhile.
  waiting = null;
  held.forEach(([name, value]) => handlers[name](value));
}

async function loadHistory() {
  const [overview, resolved] = await Promise.all([api.overview(), api.resolvedAlerts(RESOLVED_SHOWN)]);
  showCounters(overview.counters);
  overview.devices.forEach(({ device, latest }) => change(device, (room) => { if (latest) room.addReading(latest); }));
  alerts.reset(overview.alerts, resolved.alerts);
  rooms.showAlerts(alerts.ruleByDevice);
  await Promise.all(rooms.devices.map(async (device) => {
    const [readings, averages, anomalies] = await Promise.all([
      api.readings(device, READINGS_SHOWN), api.averages(device, AVERAGES_SHOWN), api.anomalies(device, ANOMALIES_SHOWN),
    ]);
    handlers.readings(readings.readings);
    handlers.averages(averages.averages);
    handlers.anomalies(anomalies.anomalies);
  }));
}

function showState(state, text = state === 'lost' ? 'connection lost, trying again' : state) {
  const element = document.getElementById('connection');
  element.dataset.state = state;
  element.textContent = text;
}

api.follow(Object.keys(handlers), open, showState, receive);
