/** The events of a card: listed by pages, kept current by messages. */

import { type Api, errorKey, errorText, type ListQuery, type Source } from "./api.ts";
import { Backoff } from "./backoff.ts";
import { isEmpty, matches } from "./filter.ts";
import type { Format } from "./format.ts";
import { type Availability, type EventId, type Filter, type Gap, type ListAnswer, type Message, NO_FILTER, type VxgEvent } from "./types.ts";

export const PAGE = 50;
/** What was read so lately, and not changed since, is not read again. */
const CURRENT = 10_000;
/** Errors that no repetition mends. */
const WRONG_QUERY = new Set(["no_such_event_type", "bad_filter", "text_too_long", "bad_window"]);
/** A page of a search takes up to ten requests to the cloud. */
const MOST_EMPTY_PAGES = 3;

export interface Item {
  key: string;
  at: number;
  event: VxgEvent;
}

/** What cannot be read (null: nothing can), since when, and why. */
export interface Trouble {
  /** Null if it is the query that is wrong. */
  since: number | null;
  text: string;
  entityIds: string[] | null;
}

export function toItem(event: VxgEvent): Item {
  return { key: keyOf(event), at: Date.parse(event.time), event };
}

export function keyOf({ entity_id, event_id }: { entity_id: string; event_id: EventId }): string {
  return `${entity_id} ${event_id}`;
}

/** Newest first; of the same time, the one with the greater id. */
function order(a: Item, b: Item): number {
  return b.at - a.at || compareIds(b.event.event_id, a.event.event_id) || (a.key < b.key ? -1 : 1);
}

function compareIds(a: EventId, b: EventId): number {
  return Number(BigInt(a) - BigInt(b));
}

export interface StoreOptions {
  api: Api;
  names: () => Pick<Format, "type" | "camera">;
  onChange: () => void;
  onAnswer?: (answer: ListAnswer) => void;
  onMessage?: (message: Message) => void;
}

export class EventStore {
  items: Item[] = [];
  /** What arrived while the list must not move. */
  pending: Item[] = [];
  gaps: Gap[] = [];
  loading = false;
  /** Whether an answer was received for the present filter. */
  loaded = false;
  filter: Filter = NO_FILTER;
  /** The list shows what happened before this time, if any. */
  before: number | null = null;

  private source: Source = {};
  private types: string[] = [];
  private readonly options: StoreOptions;
  private readonly byKey = new Map<string, Item>();
  private cursor: string | null = null;
  private generation = 0;
  private held = false;
  private emptyPages = 0;
  private active = false;
  private missed = false;
  private replaceOnRelease = false;
  private lastAnswer: number | null = null;
  /** Why the last read failed. */
  private failure: Trouble | null = null;
  /** What the server says of the cloud. */
  private outage: Trouble | null = null;
  private readonly retry = new Backoff(() => void this.refresh());
  private readonly nextPage = new Backoff(() => this.options.onChange());

  constructor(options: StoreOptions) {
    this.options = options;
  }

  /** Whether the last event was listed that the cloud keeps. */
  get ended(): boolean {
    return this.loaded && this.cursor === null;
  }

  get trouble(): Trouble | null {
    return this.failure ?? this.outage;
  }

  get newCount(): number {
    return this.pending.length;
  }

  /** Set what is listed: the cameras, and the types that the card is limited to. */
  configure(source: Source, types: string[]): void {
    this.source = source;
    this.types = types;
    this.reset();
  }

  setFilter(filter: Filter): void {
    this.filter = filter;
    this.reset();
  }

  /** List what happened before a time, or (null) the newest. */
  goTo(before: number | null): void {
    this.before = before;
    this.reset();
  }

  /** Start or continue, with one request, or stop to request anything. */
  setActive(active: boolean): void {
    if (active === this.active) return;
    this.active = active;
    this.retry.cancel();
    this.nextPage.cancel();
    if (!active || this.isCurrent) return;
    void this.refresh();
  }

  private get isCurrent(): boolean {
    const age = Date.now() - (this.lastAnswer ?? 0);
    return this.loaded && !this.missed && !this.failure && age < CURRENT;
  }

  /** Keep the list from moving while somebody reads in it. */
  hold(held: boolean): void {
    this.held = held;
    if (!held && !this.isElsewhere) this.release();
  }

  /** Show what arrived meanwhile. */
  release(): void {
    if (this.isElsewhere) {
      this.goTo(null);
    } else if (this.pending.length > 0) {
      const pending = this.pending;
      this.pending = [];
      this.insert(pending);
      this.options.onChange();
    }
  }

  /** Whether what arrived does not follow what is listed. */
  private get isElsewhere(): boolean {
    return this.before !== null || this.replaceOnRelease;
  }

  /** Return whether all events since a time are listed. */
  hasAllSince(time: number): boolean {
    const reaches = this.ended || (this.items.at(-1)?.at ?? Infinity) < time;
    return this.loaded && reaches && this.before === null && this.types.length === 0 && isEmpty(this.filter);
  }

  find(key: string): Item | undefined {
    return this.byKey.get(key);
  }

  /** Read again the events up to one whose picture or video was refused. */
  async renew(key: string): Promise<void> {
    const item = this.byKey.get(key);
    if (!item || !this.active) return;
    try {
      const end = new Date(item.at).toISOString();
      const answer = await this.options.api.list({ ...this.query(), end });
      for (const event of answer.events) this.update(event);
      this.options.onChange();
    } catch {
      // The reads of the list tell what is wrong.
    }
  }

  private reset(): void {
    this.generation++;
    this.loaded = false;
    this.loading = false;
    this.pending = [];
    this.replaceOnRelease = false;
    this.emptyPages = 0;
    if (this.active) void this.load();
    this.options.onChange();
  }

  private async load(): Promise<void> {
    await this.read({}, (answer) => {
      this.replace(answer);
    });
  }

  /** List the next page. */
  async more(): Promise<void> {
    if (!this.active || this.loading || !this.loaded || this.cursor === null) return;
    if (this.nextPage.waiting || this.paused) return;
    await this.read({ cursor: this.cursor }, (answer) => {
      this.cursor = answer.cursor;
      this.emptyPages = answer.events.length === 0 ? this.emptyPages + 1 : 0;
      this.insert(answer.events.map(toItem));
      this.addGaps(answer.gaps);
    });
  }

  /** Whether a search found nothing for so long that the user must ask to go on. */
  get paused(): boolean {
    return this.emptyPages >= MOST_EMPTY_PAGES;
  }

  /** Go on with a search that was paused. */
  async searchOn(): Promise<void> {
    this.emptyPages = 0;
    await this.more();
  }

  /** List the first page again, and keep what was listed after it. */
  async refresh(): Promise<void> {
    if (!this.active) {
      this.missed = true;
      return;
    }
    if (!this.loaded) return this.load();
    if (this.loading) return;
    await this.read({}, (answer) => this.merge(answer));
  }

  private async read(extra: ListQuery, use: (answer: ListAnswer) => void): Promise<void> {
    const generation = ++this.generation;
    this.loading = true;
    this.missed = false;
    this.options.onChange();
    try {
      const answer = await this.options.api.list({ ...this.query(), ...extra });
      if (generation !== this.generation) return;
      this.succeeded(answer);
      use(answer);
      this.options.onAnswer?.(answer);
    } catch (error) {
      if (generation !== this.generation) return;
      this.failed(error, extra.cursor !== undefined);
    }
    this.loading = false;
    this.options.onChange();
    // Messages that a read made obsolete, or a connection that came back during it.
    if (this.missed && this.active) void this.refresh();
  }

  private query(): ListQuery {
    const { event_types, entity_ids, text, tags, reviewed } = this.filter;
    const types = event_types.length > 0 ? event_types : this.types;
    const source = entity_ids.length > 0 ? { entity_ids } : this.source;
    return {
      ...source,
      ...(types.length > 0 ? { event_types: types } : {}),
      ...(text.trim() === "" ? {} : { text: text.trim() }),
      ...(tags.length > 0 ? { tags } : {}),
      ...(reviewed === null ? {} : { reviewed }),
      ...(this.before === null ? {} : { end: new Date(this.before).toISOString() }),
      limit: PAGE,
    };
  }

  private succeeded({ errors = {} }: ListAnswer): void {
    const [first] = Object.values(errors);
    this.failure = first
      ? { since: Date.now(), text: first.message, entityIds: Object.keys(errors) }
      : null;
    this.lastAnswer = Date.now();
    this.loaded = true;
    this.retry.reset();
    this.nextPage.reset();
  }

  private failed(error: unknown, wasNextPage: boolean): void {
    if (wasNextPage && errorKey(error) === "bad_cursor") {
      // For example since Home Assistant restarted.
      this.loaded = false;
    }
    const isQuery = WRONG_QUERY.has(errorKey(error));
    this.failure = {
      since: isQuery ? null : (this.trouble?.since ?? this.lastAnswer ?? Date.now()),
      text: errorText(error),
      entityIds: null,
    };
    if (isQuery) this.replace({ events: [], gaps: [], cursor: null });
    if (!this.active || isQuery) return;
    if (wasNextPage && this.loaded) this.nextPage.start();
    else this.retry.start();
  }

  private replace(answer: ListAnswer): void {
    this.items = [];
    this.byKey.clear();
    this.gaps = [];
    this.pending = [];
    this.replaceOnRelease = false;
    this.cursor = answer.cursor;
    this.insert(answer.events.map(toItem));
    this.addGaps(answer.gaps);
  }

  private merge(answer: ListAnswer): void {
    const page = answer.events.map(toItem).sort(order);
    const known = page.filter(({ key }) => this.byKey.has(key));
    if (answer.cursor === null || known.length === 0) {
      if (this.held && this.items.length > 0 && known.length === 0 && page.length > 0) {
        this.pending = page;
        this.replaceOnRelease = true;
      } else {
        this.replace(answer);
      }
      return;
    }
    const listed = new Set(page.map(({ key }) => key));
    const oldest = page.at(-1)?.at ?? 0;
    this.items = this.items.filter((item) => {
      const stays = item.at < oldest || listed.has(item.key);
      if (!stays) this.byKey.delete(item.key);
      return stays;
    });
    for (const { event } of known) this.update(event);
    this.pending = this.pending.filter((item) => !listed.has(item.key));
    this.add(page.filter(({ key }) => !this.byKey.has(key)));
    this.addGaps(answer.gaps);
  }

  /** Add events in their places. */
  private insert(items: Item[]): void {
    const added: Item[] = [];
    for (const item of items) {
      const known = this.byKey.get(item.key);
      if (known) known.event = item.event;
      else {
        this.byKey.set(item.key, item);
        added.push(item);
      }
    }
    if (added.length === 0) return;
    added.sort(order);
    const last = this.items.at(-1);
    const first = added[0] as Item;
    this.items = [...this.items, ...added];
    if (last && order(last, first) > 0) this.items.sort(order);
  }

  private add(items: Item[]): void {
    if (this.held || this.before !== null) this.pending = [...this.pending, ...items];
    else this.insert(items);
  }

  private addGaps(gaps: Gap[]): void {
    const id = (gap: Gap) => `${gap.entity_ids ?? ""} ${gap.start}`;
    const known = new Map(this.gaps.map((gap) => [id(gap), gap]));
    for (const gap of gaps) known.set(id(gap), gap);
    this.gaps = [...known.values()];
  }

  private update(event: VxgEvent): boolean {
    const key = keyOf(event);
    const item = this.byKey.get(key) ?? this.pending.find((other) => other.key === key);
    if (item) item.event = event;
    return item !== undefined;
  }

  /** Take over a message of the subscription. */
  receive(message: Message): void {
    if (!this.active) {
      this.missed = true;
      return;
    }
    switch (message.type) {
      case "event":
      case "changed":
      case "picture":
        this.receiveEvent(message.event, message.type === "event");
        break;
      case "gap":
        this.addGaps([message.gap]);
        break;
      case "availability":
        this.receiveAvailability(message);
        break;
    }
    this.options.onMessage?.(message);
    this.options.onChange();
  }

  private receiveEvent(event: VxgEvent, isNew: boolean): void {
    if (this.update(event) || !isNew) return;
    if (!matches(event, this.limits(), this.options.names())) return;
    const item = toItem(event);
    const last = this.items.at(-1);
    // Older than what is listed: a later page has it.
    if (this.cursor !== null && last && item.at < last.at) return;
    this.add([item]);
  }

  private limits(): Filter {
    return this.filter.event_types.length > 0
      ? this.filter
      : { ...this.filter, event_types: this.types };
  }

  private receiveAvailability({ available, since, entity_ids }: Availability): void {
    const wasOut = this.trouble !== null;
    this.outage = available
      ? null
      : {
          since: since ? Date.parse(since) : (this.lastAnswer ?? Date.now()),
          text: "",
          entityIds: entity_ids ?? null,
        };
    if (available && wasOut) void this.refresh();
  }
}
