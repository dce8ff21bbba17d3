/** A day's recordings and events, for the bar and the counts of the filters. */

import type { Api, Source } from "./api.ts";
import { type Item, keyOf, toItem } from "./store.ts";
import type { Day } from "./time.ts";
import type { Counts, VxgEvent } from "./types.ts";

const PAGE = 200;
const MOST_PAGES = 3;
/** Pieces of a day of five minutes. */
const SLICES = 288;
/** A camera takes a request of its own. */
export const MOST_LANES = 4;
/** Recordings of today grow. */
const STALE = 5 * 60_000;

/** Start and end of what was recorded, in milliseconds. */
export type Spans = [start: number, end: number][];

interface DayData {
  day: Day;
  read: number;
  items: Map<string, Item>;
  complete: boolean;
  counts: Counts | null;
  coverage: Map<string, Spans>;
}

export class DayStore {
  day: Day | null = null;
  private source: Source = {};
  private cameras: string[] = [];
  private readonly days = new Map<string, DayData>();
  private readonly api: Api;
  private readonly onChange: () => void;

  constructor(api: Api, onChange: () => void) {
    this.api = api;
    this.onChange = onChange;
  }

  configure(source: Source): void {
    this.source = source;
    this.days.clear();
  }

  /** Set whose recordings are shown. */
  setCameras(cameras: string[]): void {
    this.cameras = cameras.length <= MOST_LANES ? cameras : [];
  }

  private get data(): DayData | undefined {
    return this.day ? this.days.get(this.day.key) : undefined;
  }

  get items(): Item[] {
    return [...(this.data?.items.values() ?? [])];
  }

  get coverage(): Map<string, Spans> {
    return this.data?.coverage ?? new Map<string, Spans>();
  }

  /** Return the number of events of each type, and whether there may be more. */
  counts(cameras: string[]): { types: Record<string, number>; approximate: boolean } {
    const data = this.data;
    if (!data) return { types: {}, approximate: false };
    if (data.counts && !data.complete && cameras.length === 0) return data.counts;
    const types: Record<string, number> = {};
    for (const { event } of data.items.values())
      if (cameras.length === 0 || cameras.includes(event.entity_id))
        types[event.event_type] = (types[event.event_type] ?? 0) + 1;
    return { types, approximate: !data.complete };
  }

  /** Return whether the video of an event was recorded; null if that is not known. */
  isRecorded(item: Item): boolean | null {
    for (const data of this.days.values()) {
      const spans = data.coverage.get(item.event.entity_id);
      if (spans && contains(data.day, item.at) && item.at < data.read - STALE)
        return spans.some(([start, end]) => item.at >= start - 1000 && item.at <= end + 1000);
    }
    return null;
  }

  /**
   * Show a day, and read it if that was not done, or not lately.
   *
   * Its events need not be read if all that happened since its start are listed.
   */
  async show(day: Day, listed: Item[] | null): Promise<void> {
    this.day = day;
    const known = this.days.get(day.key);
    const data = known ?? emptyDay(day);
    this.days.set(day.key, data);
    const isCurrent = data.read >= day.end || data.read > Date.now() - STALE;
    const missing = this.cameras.filter((camera) => !isCurrent || !data.coverage.has(camera));
    const reads = missing.map((camera) => this.readCoverage(day, data, camera));
    if (!known && listed) {
      data.complete = true;
      for (const { at, event } of listed) if (contains(day, at)) this.put(data, event);
    } else if (!known) {
      reads.push(this.readEvents(day, data));
    }
    if (reads.length === 0) return;
    if (!isCurrent) data.read = Date.now();
    const results = await Promise.allSettled(reads);
    // The list says what is wrong; read again the next time.
    if (results.some(({ status }) => status === "rejected")) this.days.delete(day.key);
    this.onChange();
  }

  private async readEvents(day: Day, data: DayData): Promise<void> {
    const query = {
      ...this.source,
      start: new Date(day.start).toISOString(),
      end: new Date(day.end - 1).toISOString(),
      limit: PAGE,
    };
    let cursor: string | null = null;
    for (let page = 0; page < MOST_PAGES; page++) {
      const answer = await this.api.list({
        ...query,
        ...(cursor === null ? {} : { cursor }),
        // Only where counting here would take too many pages.
        ...(page === 1 ? { counts: day.key } : {}),
      });
      for (const event of answer.events) this.put(data, event);
      data.counts = answer.counts ?? data.counts;
      data.complete = answer.cursor === null;
      cursor = answer.cursor;
      this.onChange();
      if (cursor === null) return;
    }
  }

  private async readCoverage(day: Day, data: DayData, camera: string): Promise<void> {
    const end = Math.min(day.end, Date.now());
    const coverage =
      end > day.start
        ? await this.api.coverage(
            camera,
            new Date(day.start).toISOString(),
            new Date(end).toISOString(),
            SLICES,
          )
        : [];
    data.coverage.set(
      camera,
      coverage.map(([start, seconds]) => {
        const from = Date.parse(start);
        return [from, from + seconds * 1000];
      }),
    );
  }

  /** Take over an event that arrived or changed. */
  receive(event: VxgEvent): void {
    const at = Date.parse(event.time);
    for (const data of this.days.values()) {
      if (!contains(data.day, at)) continue;
      if (!data.items.has(keyOf(event)) && data.counts)
        data.counts.types[event.event_type] = (data.counts.types[event.event_type] ?? 0) + 1;
      this.put(data, event);
    }
  }

  private put(data: DayData, event: VxgEvent): void {
    data.items.set(keyOf(event), toItem(event));
  }
}

function emptyDay(day: Day): DayData {
  return {
    day,
    read: 0,
    items: new Map(),
    complete: false,
    counts: null,
    coverage: new Map(),
  };
}

function contains(day: Day, time: number): boolean {
  return time >= day.start && time < day.end;
}
