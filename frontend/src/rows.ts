/** The rows of the list: headings of days, events, gaps, and the end. */

import type { Item } from "./store.ts";
import { type Day, dayOf } from "./time.ts";
import type { Gap } from "./types.ts";

export type Row =
  | { kind: "day"; key: string; day: Day }
  | { kind: "event"; key: string; item: Item; position: number }
  | { kind: "gap"; key: string; gap: Gap; at: number }
  | { kind: Last; key: string };

/** What follows the events: the end, the next page by itself, or by a button. */
export type Last = "end" | "loading" | "more";

export type Heights = Record<Row["kind"], number>;

/** Return the rows of events, newest first. */
export function buildRows(
  items: readonly Item[],
  gaps: readonly Gap[],
  zone: string,
  last: Last | null,
): Row[] {
  const rows: Row[] = [];
  const oldest = items.at(-1)?.at ?? Infinity;
  const waiting = gaps
    .map((gap) => ({ gap, at: Date.parse(gap.end) }))
    .filter(({ at }) => at >= oldest || last === "end")
    .sort((a, b) => a.at - b.at);
  let day: Day | undefined;
  const startDay = (at: number) => {
    if (day && at >= day.start && at < day.end) return;
    day = dayOf(at, zone);
    rows.push({ kind: "day", key: `day ${day.key}`, day });
  };
  const pushGaps = (until: number) => {
    for (let next = waiting.at(-1); next && next.at >= until; next = waiting.at(-1)) {
      waiting.pop();
      startDay(next.at);
      const { gap, at } = next;
      rows.push({ kind: "gap", key: `gap ${gap.entity_ids ?? ""} ${gap.start}`, gap, at });
    }
  };
  items.forEach((item, position) => {
    pushGaps(item.at);
    startDay(item.at);
    rows.push({ kind: "event", key: item.key, item, position });
  });
  pushGaps(-Infinity);
  if (last) rows.push({ kind: last, key: last });
  return rows;
}

/** The places of rows of known heights. */
export class Layout {
  readonly rows: readonly Row[];
  private readonly tops: Float64Array;

  constructor(rows: readonly Row[], heights: Heights) {
    this.rows = rows;
    this.tops = new Float64Array(rows.length + 1);
    rows.forEach((row, index) => {
      this.tops[index + 1] = this.top(index) + heights[row.kind];
    });
  }

  get height(): number {
    return this.top(this.rows.length);
  }

  top(index: number): number {
    return this.tops[index] ?? 0;
  }

  /** Return the index of the row at a place. */
  at(place: number): number {
    let low = 0;
    let high = this.rows.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.top(middle) <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Return the first row, and the one after the last, that touch an extent. */
  between(start: number, end: number): [number, number] {
    if (this.rows.length === 0) return [0, 0];
    return [this.at(Math.max(0, start)), Math.min(this.rows.length, this.at(end) + 1)];
  }

  /** Return the day at a place. */
  dayAt(place: number): Day | undefined {
    for (let index = this.at(place); index >= 0; index--) {
      const row = this.rows[index];
      if (row?.kind === "day") return row.day;
    }
    return undefined;
  }

  /** Return the index of the first event at or before a time. */
  indexBefore(time: number): number {
    return this.rows.findIndex((row) => row.kind === "event" && row.item.at <= time);
  }
}
