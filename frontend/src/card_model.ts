/** What a card shows, and when it is read; without its elements. */

import { type Api, commands, type Source } from "./api.ts";
import { camerasOf, eventTypes } from "./cameras.ts";
import { DayStore, MOST_LANES, type Spans } from "./day_store.ts";
import { Feed } from "./feed.ts";
import { isEmpty, matches } from "./filter.ts";
import { Format } from "./format.ts";
import { buildRows, type Last, type Row } from "./rows.ts";
import { EventStore, type Item, keyOf, toItem } from "./store.ts";
import { loadTexts } from "./texts.ts";
import { type Day, dayOf } from "./time.ts";
import type { CardConfig, EventId, Filter, Hass, Message } from "./types.ts";
import { isOutdated } from "./version.ts";

/** How often times such as "3 min ago" are written anew. */
const TICK = 30_000;
const RENEW_PAUSE = 5_000;
const MOST_GAPS = 20;

export class CardModel {
  hass: Hass | undefined;
  format: Format | undefined;
  config: CardConfig | undefined;
  cameras: string[] = [];
  /** The day of the bar. */
  day: Day | undefined;
  now = Date.now();
  rows: Row[] = [];
  /** The version of the bundle to offer a reload for. */
  outdated: string | null = null;
  active = false;
  /** The event whose video is shown, which the list may not have. */
  opened: Item | undefined;

  readonly store: EventStore;
  readonly days: DayStore;
  private readonly api: Api;
  private readonly feed: Feed;
  private readonly onChange: () => void;
  private controllable: string[] | undefined;
  /** Cameras without a state: not set up yet, or the user may not see them. */
  private absent: string[] = [];
  private isConnected = false;
  /** What is listed since the last start. */
  private started = "";
  private rowsAreOld = true;
  private renewed = 0;
  private tick: ReturnType<typeof setInterval> | undefined;

  constructor(onChange: () => void) {
    this.onChange = onChange;
    const api = commands(() => this.hass as Hass);
    this.api = api;
    this.store = new EventStore({
      api,
      names: () => this.format as Format,
      onChange: () => {
        this.rowsAreOld = true;
        onChange();
      },
      onAnswer: ({ version, can_control: controllable }) => {
        this.controllable = controllable;
        this.noteVersion(version);
        if (this.day) this.showDay(this.day);
      },
      onMessage: (message) => this.onMessage(message),
    });
    this.days = new DayStore(api, onChange);
    this.feed = new Feed(
      api,
      (message) => this.store.receive(message),
      () => void this.store.refresh(),
    );
  }

  setConfig(config: CardConfig): void {
    this.config = config;
    this.restart();
  }

  setHass(hass: Hass): void {
    const before = this.hass;
    this.hass = hass;
    if (
      hass.localize !== before?.localize ||
      hass.locale !== before.locale ||
      hass.config.time_zone !== before.config.time_zone
    ) {
      this.reformat();
    }
    if (hass.language !== before?.language) void loadTexts(hass).done.then(() => this.reformat());
    if (hass.entities !== before?.entities || this.absent.some((id) => hass.states[id]))
      this.restart();
  }

  /** Show times, names, and texts anew. */
  private reformat(): void {
    if (!this.hass) return;
    this.format = new Format(this.hass);
    this.rowsAreOld = true;
    this.onChange();
  }

  connect(): void {
    this.isConnected = true;
    this.restart();
  }

  disconnect(): void {
    this.isConnected = false;
    this.setActive(false);
    this.feed.stop();
    this.started = "";
  }

  /** Read and count time while somebody sees the card, and nothing otherwise. */
  setActive(active: boolean): void {
    if (active === this.active) return;
    this.active = active;
    this.now = Date.now();
    clearInterval(this.tick);
    if (this.cameras.length > 0) this.store.setActive(active);
    if (active) {
      this.tick = setInterval(() => this.onTick(), TICK);
      if (this.day) this.showDay(this.day);
    }
    this.onChange();
  }

  /** Begin anew if the cameras or types are others than before. */
  private restart(): void {
    const { hass, config } = this;
    if (!hass || !config || !this.isConnected) return;
    const named = camerasOf(hass, config);
    const cameras = named.filter((id) => hass.states[id]);
    const types = config.event_types ?? [];
    this.absent = named.filter((id) => !hass.states[id]);
    this.onChange();
    const wanted = JSON.stringify([cameras, types, config.entry_id]);
    if (wanted === this.started) return;
    this.started = wanted;
    this.cameras = cameras;
    if (cameras.length === 0) return;
    const source: Source = config.entry_id
      ? { entry_id: config.entry_id }
      : { entity_ids: cameras };
    this.days.configure(source);
    this.store.configure(source, types);
    this.feed.start(hass.connection, source);
    this.store.setActive(this.active);
    this.showDay(dayOf(Date.now(), this.zone));
  }

  get zone(): string {
    return this.format?.zone ?? "UTC";
  }

  private onTick(): void {
    this.now = Date.now();
    if (this.day && this.day.end > this.now) this.showDay(this.day);
  }

  private onMessage(message: Message): void {
    if (message.type === "availability") this.noteVersion(message.version);
    else if (message.type !== "gap") {
      const { event } = message;
      this.days.receive(event);
      if (this.opened?.key === keyOf(event)) this.opened = toItem(event);
    }
    this.now = Date.now();
  }

  private noteVersion(version: string | null | undefined): void {
    if (isOutdated(version)) this.outdated = version ?? null;
  }

  mayControl(camera: string): boolean {
    return this.controllable?.includes(camera) ?? true;
  }

  /** Show a day in the bar and in the counts. */
  showDay(day: Day): void {
    this.day = day;
    this.onChange();
    const { show_bar: bar, show_filters: filters } = this.config ?? {};
    // The list comes first, and may make another request needless.
    if (!this.active || !this.store.loaded || (bar === false && filters === false)) return;
    this.days.setCameras(bar === false ? [] : this.chosenCameras);
    const isListed = this.store.hasAllSince(day.start);
    void this.days.show(day, isListed ? this.store.items : null);
  }

  setFilter(filter: Filter): void {
    this.store.setFilter(filter);
    if (this.day) this.showDay(this.day);
  }

  /** Return an event, which need not be in the list. */
  async find(camera: string, id: EventId): Promise<Item> {
    const known = this.store.find(keyOf({ entity_id: camera, event_id: id }));
    return known ?? toItem(await this.api.get(camera, id));
  }

  /** Get new addresses for the pictures and videos around an event. */
  renew(key: string | undefined): void {
    const now = Date.now();
    if (key === undefined || now - this.renewed < RENEW_PAUSE) return;
    this.renewed = now;
    if (this.store.find(key)) void this.store.renew(key);
    else void this.renewOpened();
  }

  private async renewOpened(): Promise<void> {
    if (!this.opened) return;
    const { key, event } = this.opened;
    try {
      const item = toItem(await this.api.get(event.entity_id, event.event_id));
      if (this.opened?.key === key) this.opened = item;
      this.onChange();
    } catch {
      // The video says that it cannot be played.
    }
  }

  /** Build the rows of the list again if something changed. */
  updateRows(): void {
    if (this.opened) this.opened = this.store.find(this.opened.key) ?? this.opened;
    if (!this.rowsAreOld || !this.format) return;
    this.rowsAreOld = false;
    this.rows = buildRows(this.store.items, this.store.gaps, this.zone, this.lastRow);
  }

  private get lastRow(): Last | null {
    const { ended, paused, trouble, loaded } = this.store;
    if (ended) return "end";
    if (paused) return "more";
    return trouble && !loaded ? null : "loading";
  }

  get isEmpty(): boolean {
    return this.store.ended && this.store.items.length === 0;
  }

  get isFiltered(): boolean {
    return !isEmpty(this.store.filter);
  }

  private get chosenCameras(): string[] {
    const { entity_ids: chosen } = this.store.filter;
    return chosen.length > 0 ? chosen : this.cameras;
  }

  /** What was recorded by each camera on the day. */
  get lanes(): Spans[] {
    const { coverage } = this.days;
    return this.chosenCameras.flatMap((camera) => {
      const spans = coverage.get(camera);
      return spans ? [spans] : [];
    });
  }

  /** When nothing could be read on a day. */
  gaps(day: Day): Spans {
    return this.store.gaps
      .map(({ start, end }): [number, number] => [Date.parse(start), Date.parse(end)])
      .filter(([start, end]) => end > day.start && start < day.end)
      .slice(-MOST_GAPS);
  }

  /** Return the events of a day that match the filter; some of them twice. */
  itemsOf(day: Day): Item[] {
    const { filter, items } = this.store;
    const types = this.config?.event_types ?? [];
    const limits = filter.event_types.length > 0 ? filter : { ...filter, event_types: types };
    const isShown = ({ at, event }: Item) =>
      at >= day.start && at < day.end && matches(event, limits, this.format as Format);
    return [...items.filter(isShown), ...this.days.items.filter(isShown)];
  }

  /** The types that can be chosen. */
  get types(): string[] {
    const types = this.config?.event_types ?? [];
    return types.length > 0 || !this.hass ? types : eventTypes(this.hass, this.cameras);
  }

  /** Whether there are too many cameras to show what each of them recorded. */
  get hasTooManyLanes(): boolean {
    return this.chosenCameras.length > MOST_LANES;
  }

  /** The number of events of each type on the day. */
  get counts(): { types: Record<string, number>; approximate: boolean } {
    const { types, approximate } = this.days.counts(this.store.filter.entity_ids);
    const limits = this.config?.event_types ?? [];
    const shown = Object.entries(types).filter(
      ([type]) => limits.length === 0 || limits.includes(type),
    );
    return { types: Object.fromEntries(shown), approximate };
  }
}
