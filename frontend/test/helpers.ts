/** Events and a server for tests. */

import type { Api, ListQuery, Source } from "../src/api.ts";
import type { Coverage, EventId, ListAnswer, Message, VxgEvent } from "../src/types.ts";

export const START = Date.parse("2026-11-30T12:00:00Z");

export const names = { type: (type: string) => type, camera: (camera: string) => camera };

/** Return an event; those with greater ids are a minute later each. */
export function makeEvent(id: number, more: Partial<VxgEvent> = {}): VxgEvent {
  return {
    event_id: id,
    entity_id: "camera.front_door",
    event_type: "motion",
    name: "Motion",
    time: new Date(START + id * 60_000).toISOString(),
    late: false,
    metadata: {},
    reviewed: false,
    picture: `/picture/${id}`,
    video: `/video/${id}`,
    media_content_id: `media-source://vxg/${id}`,
    ...more,
  };
}

export class FakeServer implements Api {
  events: VxgEvent[] = [];
  queries: ListQuery[] = [];
  coverages: [string, string, string][] = [];
  failure: unknown = null;
  extra: Partial<ListAnswer> = {};
  callbacks: ((message: Message) => void)[] = [];
  sources: Source[] = [];
  /** Answers wait for these. */
  gate: Promise<void> = Promise.resolve();

  constructor(amount = 0) {
    for (let id = 1; id <= amount; id++) this.add(makeEvent(id));
  }

  add(event: VxgEvent): VxgEvent {
    this.events.push(event);
    this.events.sort((a, b) => (a.time < b.time ? 1 : -1));
    return event;
  }

  async list(query: ListQuery): Promise<ListAnswer> {
    this.queries.push(query);
    await this.gate;
    if (this.failure) throw this.failure;
    const { cursor, start, end, limit = 50, event_types: types } = query;
    const found = this.events.filter(
      ({ time, event_type }) =>
        (!start || time >= start) &&
        (!end || time <= end) &&
        (!cursor || time < cursor) &&
        (!types || types.includes(event_type)),
    );
    const page = found.slice(0, limit);
    return {
      events: structuredClone(page),
      gaps: [],
      cursor: found.length > page.length ? (page.at(-1)?.time ?? null) : null,
      ...this.extra,
    };
  }

  async get(entityId: string, eventId: EventId): Promise<VxgEvent> {
    const found = this.events.find(
      ({ entity_id, event_id }) => entity_id === entityId && event_id === eventId,
    );
    if (!found) throw { message: "not found" };
    return structuredClone(found);
  }

  async subscribe(source: Source, callback: (message: Message) => void): Promise<() => void> {
    this.sources.push(source);
    if (this.failure) throw this.failure;
    this.callbacks.push(callback);
    return () => {
      this.callbacks = this.callbacks.filter((other) => other !== callback);
    };
  }

  async coverage(camera: string, start: string, end: string): Promise<Coverage> {
    this.coverages.push([camera, start, end]);
    if (this.failure) throw this.failure;
    return [[start, 3600]];
  }
}

/** Let promises that are due be settled. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
