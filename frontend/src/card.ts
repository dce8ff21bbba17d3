/** The card: puts the parts together, and decides when anything is read. */

import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { commands, type Source } from "./api.ts";
import { allCameras, camerasOf, eventTypes } from "./cameras.ts";
import { DayStore, type Spans } from "./day_store.ts";
import { type ConfigForm, configForm, PARTS } from "./config_form.ts";
import { Feed } from "./feed.ts";
import { matches } from "./filter.ts";
import { Format } from "./format.ts";
import { ICONS, icon } from "./icons.ts";
import type { EventsList } from "./list.ts";
import type { EventsLive } from "./live.ts";
import { buildRows, type Last, type Row } from "./rows.ts";
import { EventStore, type Item } from "./store.ts";
import { shared } from "./styles.ts";
import { clean } from "./text.ts";
import { loadTexts } from "./texts.ts";
import { type Day, dayOf, shiftDay } from "./time.ts";
import type { CardConfig, Filter, Hass, Message, VxgEvent } from "./types.ts";
import { isOutdated, reloadPage } from "./version.ts";

const MINUTE = 60_000;
/** How often times such as "3 min ago" are written anew. */
const TICK = 30_000;
/** A list that begins at a time shows some of what followed it. */
const MARGIN = 30 * MINUTE;
const DAY_RESTS = 400;
const RENEW_PAUSE = 5_000;
const PLAYER = "vxgPlayer";

export class EventsCard extends LitElement {
  static override properties = { config: { state: true }, now: { state: true } };

  declare config: CardConfig | undefined;
  declare now: number;

  private present: Hass | undefined;
  private format: Format | undefined;
  private cameras: string[] = [];
  private controllable: string[] | undefined;
  private absent: string[] = [];
  private liveCamera = "";
  private rows: Row[] = [];
  private rowsAreOld = true;
  private day: Day | undefined;
  private wantedTime: number | null = null;
  private openItem: Item | undefined;
  private outdated: string | null = null;
  private onScreen = false;
  private active = false;
  /** What is listed since the last start. */
  private started = "";
  private renewed = 0;
  private tick: ReturnType<typeof setInterval> | undefined;
  private dayRest: ReturnType<typeof setTimeout> | undefined;

  private readonly api = commands(() => this.present as Hass);
  private readonly store = new EventStore({
    api: this.api,
    names: () => this.format as Format,
    onChange: () => this.changed(),
    onAnswer: ({ version, can_control: controllable }) => {
      this.controllable = controllable;
      this.noteVersion(version);
      if (this.day) this.showDay(this.day);
    },
    onMessage: (message) => this.onMessage(message),
  });
  private readonly days = new DayStore(this.api, () => this.requestUpdate());
  private readonly feed = new Feed(
    this.api,
    (message) => this.store.receive(message),
    () => void this.store.refresh(),
  );
  private readonly screen = new IntersectionObserver((entries) => {
    this.onScreen = entries.at(-1)?.isIntersecting ?? false;
    this.activate();
  });

  constructor() {
    super();
    this.now = Date.now();
  }

  setConfig(config: CardConfig): void {
    const { entities, event_types: types } = config;
    for (const [name, value] of Object.entries({ entities, event_types: types }))
      if (value !== undefined && !(Array.isArray(value) && value.every((each) => typeof each === "string")))
        throw new Error(`"${name}" must be a list of names`);
    this.config = config;
    this.restart();
  }

  set hass(hass: Hass) {
    const before = this.present;
    this.present = hass;
    if (
      hass.localize !== before?.localize ||
      hass.locale !== before.locale ||
      hass.config.time_zone !== before.config.time_zone
    ) {
      this.format = new Format(hass);
      this.rowsAreOld = true;
      this.requestUpdate();
    }
    // The texts of the card are not among those that the frontend loads by itself.
    if (hass.language !== before?.language) void loadTexts(hass).then(() => this.requestUpdate());
    if (hass.entities !== before?.entities || this.absent.some((id) => hass.states[id]))
      this.restart();
    for (const part of this.renderRoot?.querySelectorAll<EventsLive>("vxg-events-live, vxg-events-player") ?? [])
      part.hass = hass;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.screen.observe(this);
    document.addEventListener("visibilitychange", this.activate);
    this.cameras = [];
    this.restart();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.screen.disconnect();
    document.removeEventListener("visibilitychange", this.activate);
    window.removeEventListener("popstate", this.onClosed);
    clearTimeout(this.dayRest);
    this.openItem = undefined;
    this.onScreen = false;
    this.activate();
    this.feed.stop();
  }

  /** Begin anew if the cameras are others than before. */
  private restart(): void {
    if (!this.present || !this.config || !this.isConnected) return;
    const { states } = this.present;
    const known = camerasOf(this.present, this.config);
    // Without a state, a camera is not set up yet, or the user may not see it.
    const cameras = known.filter((id) => states[id]);
    this.absent = known.filter((id) => !states[id]);
    const types = this.config.event_types ?? [];
    const wanted = JSON.stringify([cameras, types, this.config.entry_id]);
    if (wanted === this.started && this.cameras.length > 0) return;
    this.started = wanted;
    this.cameras = cameras;
    if (!cameras.includes(this.liveCamera)) this.liveCamera = cameras[0] ?? "";
    if (cameras.length === 0) return;
    const source: Source = this.config.entry_id
      ? { entry_id: this.config.entry_id }
      : { entity_ids: cameras };
    this.days.configure(source);
    this.store.configure(source, types);
    this.feed.start(this.present.connection, source);
    this.store.setActive(this.active);
    this.showDay(dayOf(Date.now(), this.zone));
  }

  private get zone(): string {
    return this.format?.zone ?? "UTC";
  }

  private readonly activate = (): void => {
    const active = this.onScreen && !document.hidden && this.isConnected;
    if (active === this.active) return;
    this.active = active;
    clearInterval(this.tick);
    this.now = Date.now();
    if (this.cameras.length > 0 || !active) this.store.setActive(active);
    if (active) {
      this.tick = setInterval(() => this.onTick(), TICK);
      if (this.day) this.showDay(this.day);
    }
    this.requestUpdate();
  };

  private onTick(): void {
    this.now = Date.now();
    if (this.day && this.day.end > this.now) this.showDay(this.day);
  }

  private changed(): void {
    this.rowsAreOld = true;
    this.requestUpdate();
  }

  private onMessage(message: Message): void {
    if (message.type === "availability") this.noteVersion(message.version);
    else if (message.type !== "gap") this.days.receive(message.event);
    this.now = Date.now();
  }

  private noteVersion(version: string | null | undefined): void {
    if (isOutdated(version)) this.outdated = version ?? null;
  }

  private showDay(day: Day): void {
    this.day = day;
    this.requestUpdate();
    const { show_bar: bar, show_filters: filters } = this.config ?? {};
    // The list comes first, and may make another request needless.
    if (!this.active || !this.store.loaded || (bar === false && filters === false)) return;
    const chosen = this.store.filter.entity_ids;
    this.days.setCameras(bar === false ? [] : chosen.length > 0 ? chosen : this.cameras);
    const isListed = this.store.hasAllSince(day.start);
    void this.days.show(day, isListed ? this.store.items : null);
  }

  protected override willUpdate(): void {
    if (!this.rowsAreOld || !this.format) return;
    this.rowsAreOld = false;
    const { store } = this;
    const last: Last | null = store.ended
      ? "end"
      : store.paused
        ? "more"
        : store.trouble && !store.loaded
          ? null
          : "loading";
    this.rows = buildRows(store.items, store.gaps, this.zone, last);
    if (this.openItem) this.openItem = store.find(this.openItem.key) ?? this.openItem;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { config, format, present: hass } = this;
    if (!config || !format || !hass) return nothing;
    return html`<ha-card .header=${config.title}>
      ${this.outdated === null
        ? nothing
        : this.notice(format.text("new_version"), format.text("reload"), () =>
            reloadPage(this.outdated),
          )}
      ${this.cameras.length === 0
        ? this.notice(format.text("no_cameras"))
        : this.parts(config, format, hass)}
      ${this.player(format, hass)}
    </ha-card>`;
  }

  private parts(config: CardConfig, format: Format, hass: Hass): TemplateResult {
    const showLive = config.show_live ?? this.cameras.length === 1;
    const live = showLive
        ? html`<vxg-events-live
            .cameras=${this.cameras}
            .camera=${this.liveCamera}
            .format=${format}
            .hass=${hass}
            .active=${this.active}
            .mayControl=${this.mayControl(this.liveCamera)}
            @camera-picked=${(ev: CustomEvent<string>) => {
              this.liveCamera = ev.detail;
              this.requestUpdate();
            }}
          ></vxg-events-live>`
        : nothing;
    const bar = config.show_bar === false ? nothing : this.bar(format);
    const list = config.show_list === false ? nothing : this.list(format, hass);
    return html`<div class="parts ${showLive && list !== nothing ? "beside" : ""}">
      <div class="view">${live}${bar}</div>
      <div class="events">${list}</div>
    </div>`;
  }

  private bar(format: Format): TemplateResult {
    const day = this.day ?? dayOf(this.now, this.zone);
    const { filter, gaps } = this.store;
    const chosen = filter.entity_ids.length > 0 ? filter.entity_ids : this.cameras;
    const lanes = chosen.map((camera) => this.days.coverage.get(camera)).filter((spans) => spans !== undefined);
    const spans: Spans = gaps
      .map((gap): [number, number] => [Date.parse(gap.start), Date.parse(gap.end)])
      .filter(([start, end]) => end > day.start && start < day.end);
    return html`<vxg-events-bar
      .day=${day}
      .format=${format}
      .lanes=${lanes}
      .ticks=${this.ticks(day)}
      .gaps=${spans.slice(-20)}
      .now=${this.now}
      @day-picked=${this.onDayPicked}
      @time-picked=${(ev: CustomEvent<number>) => this.goToTime(ev.detail)}
    ></vxg-events-bar>`;
  }

  private ticks(day: Day): number[] {
    const { filter } = this.store;
    const types = filter.event_types.length > 0 ? filter.event_types : (this.config?.event_types ?? []);
    const limits = { ...filter, event_types: types };
    const isShown = ({ at, event }: Item) =>
      at >= day.start && at < day.end && matches(event, limits, this.format as Format);
    // Those that the list and the day have are drawn once by the bar.
    return [...this.store.items.filter(isShown), ...this.days.items.filter(isShown)].map(({ at }) => at);
  }

  private list(format: Format, hass: Hass): TemplateResult {
    const { store, days } = this;
    const { types, approximate } = days.counts(store.filter.entity_ids);
    const limited = this.config?.event_types ?? [];
    const known = limited.length > 0 ? limited : eventTypes(hass, this.cameras);
    const counts = Object.fromEntries(
      Object.entries(types).filter(([type]) => limited.length === 0 || limited.includes(type)),
    );
    return html`
      ${this.config?.show_filters === false
        ? nothing
        : html`<vxg-events-filters
            .filter=${store.filter}
            .format=${format}
            .types=${known}
            .counts=${counts}
            .approximate=${approximate}
            .cameras=${this.cameras}
            @filter-changed=${(ev: CustomEvent<Filter>) => this.setFilter(ev.detail)}
          ></vxg-events-filters>`}
      ${this.troubleNotice(format)}
      ${store.before === null
        ? nothing
        : this.notice(
            format.text("until", { time: format.moment(store.before - 1, this.now) }),
            format.text("back_to_now"),
            () => this.backToNow(),
          )}
      ${this.isEmpty ? this.notice(format.text(this.isFiltered ? "no_match" : "no_events")) : nothing}
      <vxg-events-list
        .rows=${this.rows}
        .format=${format}
        .showCamera=${this.cameras.length > 1}
        .isRecorded=${this.isRecorded}
        .newCount=${store.newCount}
        .now=${this.now}
        .busy=${store.loading}
        @more=${() => void store.more()}
        @search-on=${() => void store.searchOn()}
        @held=${(ev: CustomEvent<boolean>) => store.hold(ev.detail)}
        @release=${() => this.backToNow()}
        @day-shown=${this.onDayShown}
        @open-event=${(ev: CustomEvent<string>) => this.open(ev.detail)}
        @picture-refused=${(ev: CustomEvent<string>) => this.renew(ev.detail)}
      ></vxg-events-list>
    `;
  }

  private player(format: Format, hass: Hass): TemplateResult {
    const item = this.openItem;
    const index = item ? this.store.items.indexOf(item) : -1;
    const step = (by: number) => {
      const next = this.store.items[index + by];
      if (next) this.open(next.key);
    };
    return html`<vxg-events-player
      .event=${item?.event ?? null}
      .format=${format}
      .hass=${hass}
      .now=${this.now}
      .isRecorded=${item ? this.isRecorded(item) : null}
      .mayControl=${this.mayControl(item?.event.entity_id ?? "")}
      .hasNewer=${index > 0}
      .hasOlder=${index >= 0 && index < this.store.items.length - 1}
      @newer=${() => step(-1)}
      @older=${() => step(1)}
      @closed=${this.onClosed}
      @reviewed=${(ev: CustomEvent<VxgEvent>) => this.store.receive({ type: "changed", event: ev.detail })}
      @media-refused=${() => item && this.renew(item.key)}
      @tag-picked=${(ev: CustomEvent<string>) => {
        this.onClosed();
        this.setFilter({ ...this.store.filter, tags: [ev.detail] });
      }}
    ></vxg-events-player>`;
  }

  private notice(text: string, button?: string, action?: () => void): TemplateResult {
    return html`<p class="notice" role="status">
      <span>${text}</span>
      ${button ? html`<button class="button" @click=${action}>${button}</button>` : nothing}
    </p>`;
  }

  private troubleNotice(format: Format): TemplateResult | typeof nothing {
    const { trouble } = this.store;
    if (!trouble) return nothing;
    const time = trouble.since === null ? "" : format.moment(trouble.since, this.now);
    const text = !time
      ? ""
      : trouble.entityIds
      ? format.text("cameras_not_current", {
          time,
          cameras: trouble.entityIds.map((id) => format.camera(id)).join(", "),
        })
      : format.text("not_current", { time });
    return html`<p class="notice trouble" role="status">
      ${icon(ICONS.alert)}<span>${text} ${clean(trouble.text, 300)}</span>
    </p>`;
  }

  private get isEmpty(): boolean {
    return this.store.ended && this.store.items.length === 0;
  }

  private get isFiltered(): boolean {
    const { event_types: types, text, tags, reviewed, entity_ids: cameras } = this.store.filter;
    return types.length + tags.length + cameras.length > 0 || text !== "" || reviewed !== null;
  }

  private readonly isRecorded = (item: Item): boolean | null => this.days.isRecorded(item);

  private mayControl(camera: string): boolean {
    return this.controllable?.includes(camera) ?? true;
  }

  private setFilter(filter: Filter): void {
    this.store.setFilter(filter);
    this.listElement?.scrollTo({ top: 0 });
    if (this.day) this.showDay(this.day);
  }

  private get listElement(): EventsList | null {
    return this.renderRoot.querySelector<EventsList>("vxg-events-list");
  }

  private open(key: string): void {
    // The way back of a phone closes the video, as it closes dialogs.
    if (!this.openItem) {
      history.pushState({ ...history.state, [PLAYER]: true }, "");
      window.addEventListener("popstate", this.onClosed);
    }
    this.openItem = this.store.find(key);
    this.requestUpdate();
    // So that there is a next one.
    const index = this.openItem ? this.store.items.indexOf(this.openItem) : -1;
    if (index >= this.store.items.length - 3) void this.store.more();
  }

  private readonly onClosed = (): void => {
    window.removeEventListener("popstate", this.onClosed);
    if (history.state?.[PLAYER]) history.back();
    const key = this.openItem?.key;
    this.openItem = undefined;
    this.requestUpdate();
    if (key !== undefined) void this.updateComplete.then(() => this.listElement?.focusKey(key));
  };

  private renew(key: string | undefined): void {
    const now = Date.now();
    if (key === undefined || now - this.renewed < RENEW_PAUSE) return;
    this.renewed = now;
    void this.store.renew(key);
  }

  private backToNow(): void {
    this.store.release();
    if (this.store.before !== null) this.store.goTo(null);
    this.listElement?.scrollTo({ top: 0 });
    this.showDay(dayOf(Date.now(), this.zone));
  }

  private readonly onDayShown = (ev: CustomEvent<Day>): void => {
    clearTimeout(this.dayRest);
    this.dayRest = setTimeout(() => this.showDay(ev.detail), DAY_RESTS);
  };

  private readonly onDayPicked = (ev: CustomEvent<number>): void => {
    const now = Date.now();
    const day = shiftDay(this.day ?? dayOf(now, this.zone), ev.detail, this.zone);
    this.showDay(day);
    if (day.end > now) this.backToNow();
    else this.goToTime(day.end - 1);
  };

  /** Show the list at a time, of which nothing may have been read yet. */
  private goToTime(time: number): void {
    const { store } = this;
    const { items, before } = store;
    const reaches = store.ended || (items.at(-1)?.at ?? Infinity) <= time;
    if (store.loaded && reaches && time <= (before ?? Infinity)) {
      this.listElement?.scrollToTime(time);
      return;
    }
    const end = this.day && time < this.day.end ? this.day.end : Infinity;
    this.wantedTime = time;
    store.goTo(Math.min(time + MARGIN, end));
  }

  protected override updated(_changed: PropertyValues<this>): void {
    if (this.wantedTime === null || !this.store.loaded || this.store.loading) return;
    const time = this.wantedTime;
    this.wantedTime = null;
    const list = this.listElement;
    void list?.updateComplete.then(() => list.scrollToTime(time));
  }

  getCardSize(): number {
    const { show_live: live, show_bar: bar, show_list: list } = this.config ?? {};
    return (live === false ? 0 : 6) + (bar === false ? 0 : 2) + (list === false ? 0 : 10);
  }

  getGridOptions(): object {
    return { columns: 12, min_columns: 6, rows: "auto", min_rows: 3 };
  }

  static getConfigForm(): ConfigForm {
    return configForm;
  }

  static getStubConfig(hass: Hass): Omit<CardConfig, "type"> {
    const [camera] = allCameras(hass);
    return { ...(camera ? { entities: [camera] } : {}), ...PARTS };
  }

  static override styles = [
    shared,
    css`
      :host {
        display: block;
        height: 100%;
        container: card / inline-size;
      }
      ha-card {
        display: flex;
        flex-direction: column;
        height: 100%;
        overflow: hidden;
      }
      .parts,
      .events {
        display: flex;
        flex-direction: column;
        flex: 1 1 auto;
        min-width: 0;
        min-height: 0;
      }
      @container card (min-width: 760px) {
        .beside {
          flex-direction: row;
        }
        .beside .view {
          flex: 3 1 0;
          min-width: 0;
        }
        .beside .events {
          flex: 2 1 0;
          min-width: 340px;
          border-inline-start: 1px solid var(--divider-color);
        }
      }
      vxg-events-list {
        flex: 1 1 min(var(--content-height, 200px), 560px, 70vh);
        min-height: 0;
      }
      .notice {
        display: flex;
        align-items: center;
        gap: 8px;
        margin: 0;
        padding: 8px 16px;
        font-size: 14px;
        line-height: 20px;
      }
      .notice span {
        flex: 1;
        min-width: 0;
      }
      .trouble .icon {
        color: var(--warning-color);
      }
    `,
  ];
}
