// The HTTP API and the live stream, as the handler offers them.

async function getJson(path) {
  const response = await fetch(path, { headers: { accept: 'application/json' } });
  const body = await response.json();
  if (!response.ok) throw new Error(body.error?.message ?? `${path} answered ${response.status}`);
  return body;
}

export const overview = () => getJson('/api/overview');

export const readings = (device, limit) => getJson(`/api/readings?device=${encodeURIComponent(device)}&limit=${limit}`);

export const averages = (device, limit) => getJson(`/api/averages?device=${encodeURIComponent(device)}&window=5m&limit=${limit}`);

export const anomalies = (device, limit) => getJson(`/api/anomalies?device=${encodeURIComponent(device)}&limit=${limit}`);

export const resolvedAlerts = (limit) => getJson(`/api/alerts?state=resolved&limit=${limit}`);

/**
 * Follows the live stream for ever: the browser connects again by itself, and every connection begins with `onOpen`, where the
 * caller reads the history that it missed.
 */
export function follow(names, onOpen, onState, onEvent) {
  const source = new EventSource('/api/live');
  source.addEventListener('open', () => { onState('live'); onOpen(); });
  source.addEventListener('error', () => {
    onState('lost');
    // A refusal (too many pages) closes the source for good; try again later.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => follow(names, onOpen, onState, onEvent), 5000);
  });
  for (const name of names) source.addEventListener(name, (event) => onEvent(name, JSON.parse(event.data)));
}
