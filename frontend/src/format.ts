/** Times, names, and texts in the user's language and time zone. */

import { clean, humanize } from "./text.ts";
import { cardText } from "./texts.ts";
import { type Day, dayOf } from "./time.ts";
import type { Hass } from "./types.ts";

const MINUTE = 60_000;
const PREFIX = "component.vxg.";

/** Return the zone in which the user wants to see times. */
function zoneOf(hass: Hass): string {
  return hass.locale.time_zone === "server"
    ? hass.config.time_zone
    : Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function usesHour12({ time_format: format, language }: Hass["locale"]): boolean {
  if (format === "12" || format === "24") return format === "12";
  const shown = new Date(2026, 0, 1, 22).toLocaleTimeString(
    format === "language" ? language : undefined,
  );
  return shown.includes("10");
}

export class Format {
  readonly zone: string;
  private readonly hass: Hass;
  private lastDay: Day | undefined;
  private readonly clockFormat: Intl.DateTimeFormat;
  private readonly secondsFormat: Intl.DateTimeFormat;
  private readonly hourFormat: Intl.DateTimeFormat;
  private readonly dayFormat: Intl.DateTimeFormat;
  private readonly relativeFormat: Intl.RelativeTimeFormat;
  private readonly numberFormat: Intl.NumberFormat;

  constructor(hass: Hass) {
    this.hass = hass;
    this.zone = zoneOf(hass);
    const language = hass.locale.language;
    const hour12 = usesHour12(hass.locale);
    const clock = {
      timeZone: this.zone,
      hour: hour12 ? "numeric" : "2-digit",
      hourCycle: hour12 ? "h12" : "h23",
    } as const;
    this.hourFormat = new Intl.DateTimeFormat(language, clock);
    this.clockFormat = new Intl.DateTimeFormat(language, {
      ...clock,
      minute: "2-digit",
    });
    this.secondsFormat = new Intl.DateTimeFormat(language, {
      ...clock,
      minute: "2-digit",
      second: "2-digit",
    });
    this.dayFormat = new Intl.DateTimeFormat(language, {
      timeZone: this.zone,
      weekday: "long",
      day: "numeric",
      month: "long",
    });
    this.relativeFormat = new Intl.RelativeTimeFormat(language, {
      numeric: "auto",
      style: "short",
    });
    this.numberFormat = new Intl.NumberFormat(language);
  }

  /** Return the day of a time; mostly it is that of the time before. */
  dayOf(time: number): Day {
    if (!this.lastDay || time < this.lastDay.start || time >= this.lastDay.end)
      this.lastDay = dayOf(time, this.zone);
    return this.lastDay;
  }

  /** Return a text of the card. */
  text(key: string, values?: Record<string, unknown>): string {
    return cardText(key, values);
  }

  clock(time: number): string {
    return this.clockFormat.format(time);
  }

  seconds(time: number): string {
    return this.secondsFormat.format(time);
  }

  /** Return a time to the second, with its day. */
  daySeconds(time: number, now: number): string {
    return `${this.day(this.dayOf(time), now)}, ${this.seconds(time)}`;
  }

  hour(time: number): string {
    return this.hourFormat.format(time);
  }

  number(value: number): string {
    return this.numberFormat.format(value);
  }

  /** Return the name of a day: today, yesterday, or its date. */
  day(day: Day, now: number): string {
    const today = this.dayOf(now);
    const date = this.dayFormat.format(day.start);
    if (day.key === today.key) return `${this.text("today")} · ${date}`;
    if (day.end === today.start)
      return `${this.text("yesterday")} · ${date}`;
    return date;
  }

  /** Return how long ago a time was, as "3 min. ago". */
  relative(time: number, now: number): string {
    const minutes = Math.round((time - now) / MINUTE);
    if (minutes === 0) return this.relativeFormat.format(0, "second");
    if (Math.abs(minutes) < 60) return this.relativeFormat.format(minutes, "minute");
    if (Math.abs(minutes) < 24 * 60)
      return this.relativeFormat.format(Math.round(minutes / 60), "hour");
    return this.relativeFormat.format(Math.round(minutes / 60 / 24), "day");
  }

  /** Return a time as the clock shows it, with its date unless that is today's. */
  moment(time: number, now: number): string {
    const { start, end } = this.dayOf(now);
    return time >= start && time < end
      ? this.clock(time)
      : `${this.dayFormat.format(time)}, ${this.clock(time)}`;
  }

  /** Return the name of a type of events. */
  type(type: string, name?: string): string {
    const key = `entity.event.events.state_attributes.event_type.state.${type}`;
    return this.hass.localize(PREFIX + key) || clean(name, 60) || humanize(type);
  }

  /** Return the name of a camera. */
  camera(entityId: string): string {
    const name = this.hass.states[entityId]?.attributes["friendly_name"];
    return clean(name || entityId, 60);
  }
}
