/** Days and hours in a time zone. Days have 23, 24, or 25 hours. Times are milliseconds. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export interface Day {
  /** As 2026-11-30. */
  key: string;
  start: number;
  end: number;
}

const partFormats = new Map<string, Intl.DateTimeFormat>();

/** Return a time as if the clock of the zone were that of UTC. */
function localClock(time: number, zone: string): number {
  let format = partFormats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    partFormats.set(zone, format);
  }
  const parts: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(time)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function localDate(time: number, zone: string): number {
  return Math.floor(localClock(time, zone) / DAY);
}

/** Return the first instant of a date, which is not midnight where the clock skips that. */
function startOfDate(date: number, zone: string): number {
  const midnight = date * DAY;
  const starts = [midnight - DAY, midnight + DAY]
    .map((near) => midnight - (localClock(near, zone) - near))
    .filter((start) => localDate(start, zone) === date);
  return Math.min(...starts);
}

/** Return the day that contains a time. */
export function dayOf(time: number, zone: string): Day {
  return dayOfDate(localDate(Math.floor(time / 1000) * 1000, zone), zone);
}

/** Return the day a number of days after (or, if negative, before) another. */
export function shiftDay(day: Day, days: number, zone: string): Day {
  return dayOfDate(localDate(day.start, zone) + days, zone);
}

function dayOfDate(date: number, zone: string): Day {
  return {
    key: new Date(date * DAY).toISOString().slice(0, 10),
    start: startOfDate(date, zone),
    end: startOfDate(date + 1, zone),
  };
}

let lastScale = { wanted: "", hours: [] as { time: number; hour: number }[] };

/** Return the full hours of a day that a scale names, each with what its clock shows. */
export function scaleHours(
  day: Day,
  zone: string,
  step: number,
): { time: number; hour: number }[] {
  const wanted = `${day.start} ${zone} ${step}`;
  if (wanted === lastScale.wanted) return lastScale.hours;
  const hours: { time: number; hour: number }[] = [];
  let before = -1;
  for (let time = day.start; time < day.end; time += HOUR / 2) {
    const clock = localClock(time, zone) % DAY;
    const hour = clock / HOUR;
    // An hour that comes twice is named once.
    if (hour > before && hour % step === 0) {
      hours.push({ time, hour });
      before = hour;
    }
  }
  lastScale = { wanted, hours };
  return hours;
}
