// How values are shown. Pure functions.

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const calendar = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' });
const whole = new Intl.NumberFormat(undefined);

/** main-entrance -> Main Entrance */
export const roomName = (device) =>
  device.split(/[-_ ]+/).filter(Boolean).map((word) => word[0].toUpperCase() + word.slice(1)).join(' ') || device;

/** 21.4 -> "21.40", null -> an en dash */
export const decimals = (value, digits) => (value === null || value === undefined ? '–' : value.toFixed(digits));

export const count = (value) => whole.format(value);

/** The local time of day, with the date where it is not today's. */
export function moment(iso, today = new Date()) {
  const time = new Date(iso);
  return time.toDateString() === today.toDateString() ? clock.format(time) : `${calendar.format(time)}, ${clock.format(time)}`;
}

/** Unix seconds -> "14:05" or "14:05:30", local time. */
export const timeOfDay = (unixSeconds, withSeconds) => clock.format(unixSeconds * 1000).slice(0, withSeconds ? 8 : 5);

/** temperature-step -> temperature step */
export const ruleName = (rule) => rule.replaceAll('-', ' ');
