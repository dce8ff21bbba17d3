/** The card: puts the parts together, and connects what is done in one with the others. */

import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { AddressWatcher } from "./address.ts";
import { errorText } from "./api.ts";
import { allCameras } from "./cameras.ts";
import { CardModel } from "./card_model.ts";
import { type ConfigForm, configForm, PARTS } from "./config_form.ts";
import { MOST_LANES } from "./day_store.ts";
import type { Format } from "./format.ts";
import { HistoryEntry } from "./history_entry.ts";
import { ICONS, icon } from "./icons.ts";
import type { EventsList } from "./list.ts";
import type { EventsLive } from "./live.ts";
import type { Item } from "./store.ts";
import { shared } from "./styles.ts";
import { clean } from "./text.ts";
import { type Day, dayOf, shiftDay } from "./time.ts";
import type { CardConfig, EventId, Filter, Hass, VxgEvent } from "./types.ts";
import { reloadPage } from "./version.ts";

/** A list that begins at a time shows some of what followed it. */
const MARGIN = 30 * 60_000;
const DAY_RESTS = 400;

export class EventsCard extends LitElement {
  private readonly model = new CardModel(() => this.requestUpdate());
  private readonly historyEntry = new HistoryEntry(() => this.onClosed());
  private readonly address = new AddressWatcher({
    onChange: () => this.requestUpdate(),
    onEvent: (camera, id) => void this.showLinked(camera, id),
    onRefused: () => this.setProblem(this.model.format?.text("camera_not_shown") ?? ""),
  });
  private liveCamera = "";
  /** An event that was opened by its address, and where the list has to go. */
  private linked: Item | undefined;
  /** Why such an event cannot be shown. */
  private problem = "";
  private wantedTime: number | null = null;
  private onScreen = false;
  private dayRest: ReturnType<typeof setTimeout> | undefined;
  private readonly screen = new IntersectionObserver((entries) => {
    this.onScreen = entries.at(-1)?.isIntersecting ?? false;
    this.activate();
  });

  setConfig(config: CardConfig): void {
    const { entities, event_types } = config;
    for (const [name, value] of Object.entries({ entities, event_types }))
      if (value !== undefined && !isListOfNames(value))
        throw new Error(`"${name}" must be a list of names`);
    this.model.setConfig(config);
  }

  set hass(hass: Hass) {
    this.model.setHass(hass);
    const parts = this.renderRoot?.querySelectorAll<EventsLive>(
      "vxg-events-live, vxg-events-player",
    );
    for (const part of parts ?? []) part.hass = hass;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.screen.observe(this);
    document.addEventListener("visibilitychange", this.activate);
    this.address.start();
    this.model.connect();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.screen.disconnect();
    document.removeEventListener("visibilitychange", this.activate);
    this.historyEntry.forget();
    this.address.stop();
    clearTimeout(this.dayRest);
    this.model.opened = undefined;
    this.linked = undefined;
    this.onScreen = false;
    this.model.disconnect();
  }

  private readonly activate = (): void =>
    this.model.setActive(this.onScreen && !document.hidden);

  protected override willUpdate(): void {
    const { model } = this;
    model.updateRows();
    if (!model.cameras.includes(this.liveCamera)) this.liveCamera = model.cameras[0] ?? "";
  }

  protected override render(): TemplateResult | typeof nothing {
    const { config, format, hass, cameras, outdated } = this.model;
    if (!config || !format || !hass) return nothing;
    return html`<ha-card .header=${config.title}>
      ${outdated === null
        ? nothing
        : this.notice(format.text("new_version"), format.text("reload"), () =>
            reloadPage(outdated),
          )}
      ${this.problem === ""
        ? nothing
        : this.notice(this.problem, format.text("close"), () => this.setProblem(""))}
      ${cameras.length === 0
        ? this.notice(format.text("no_cameras"))
        : this.parts(config, format, hass)}
      ${this.player(format, hass)}
    </ha-card>`;
  }

  private parts(config: CardConfig, format: Format, hass: Hass): TemplateResult {
    const showLive = config.show_live ?? this.model.cameras.length === 1;
    const showList = config.show_list !== false;
    return html`<div class="parts ${showLive && showList ? "beside" : ""}">
      <div class="view">
        ${showLive ? this.live(format, hass) : nothing}
        ${config.show_bar === false ? nothing : this.bar(format)}
      </div>
      <div class="events">${showList ? this.list(config, format) : nothing}</div>
    </div>`;
  }

  private live(format: Format, hass: Hass): TemplateResult {
    const { model, liveCamera } = this;
    return html`<vxg-events-live
      .cameras=${model.cameras}
      .camera=${liveCamera}
      .format=${format}
      .hass=${hass}
      .active=${model.active}
      .mayControl=${model.mayControl(liveCamera)}
      @camera-picked=${(ev: CustomEvent<string>) => {
        this.liveCamera = ev.detail;
        this.requestUpdate();
      }}
    ></vxg-events-live>`;
  }

  private bar(format: Format): TemplateResult {
    const { model } = this;
    const day = model.day ?? dayOf(model.now, model.zone);
    return html`<vxg-events-bar
      .day=${day}
      .format=${format}
      .lanes=${model.lanes}
      .ticks=${model.itemsOf(day).map(({ at }) => at)}
      .gaps=${model.gaps(day)}
      .now=${model.now}
      .note=${model.hasTooManyLanes
        ? format.text("too_many_recordings", { count: format.number(MOST_LANES) })
        : ""}
      @day-picked=${this.onDayPicked}
      @time-picked=${(ev: CustomEvent<number>) => this.goToTime(ev.detail)}
    ></vxg-events-bar>`;
  }

  private list(config: CardConfig, format: Format): TemplateResult {
    const { model } = this;
    const { store } = model;
    return html`
      ${config.show_filters === false ? nothing : this.filters(format)}
      ${this.troubleNotice(format)}
      ${store.before === null
        ? nothing
        : this.notice(
            format.text("until", { time: format.moment(store.before - 1, model.now) }),
            format.text("back_to_now"),
            () => this.backToNow(),
          )}
      ${model.isEmpty
        ? this.notice(format.text(model.isFiltered ? "no_match" : "no_events"))
        : nothing}
      <vxg-events-list
        .rows=${model.rows}
        .format=${format}
        .showCamera=${model.cameras.length > 1}
        .isRecorded=${this.isRecorded}
        .newCount=${store.newCount}
        .now=${model.now}
        .busy=${store.loading}
        @more=${() => void store.more()}
        @search-on=${() => void store.searchOn()}
        @held=${(ev: CustomEvent<boolean>) => store.hold(ev.detail)}
        @release=${() => this.backToNow()}
        @day-shown=${this.onDayShown}
        @open-event=${(ev: CustomEvent<string>) => this.open(ev.detail)}
        @picture-refused=${(ev: CustomEvent<string>) => model.renew(ev.detail)}
      ></vxg-events-list>
    `;
  }

  private filters(format: Format): TemplateResult {
    const { model } = this;
    const { types, approximate } = model.counts;
    return html`<vxg-events-filters
      .filter=${model.store.filter}
      .format=${format}
      .types=${model.types}
      .counts=${types}
      .approximate=${approximate}
      .cameras=${model.cameras}
      @filter-changed=${(ev: CustomEvent<Filter>) => this.setFilter(ev.detail)}
    ></vxg-events-filters>`;
  }

  private player(format: Format, hass: Hass): TemplateResult {
    const { model } = this;
    const { opened: item } = model;
    const { items } = model.store;
    const index = item ? items.indexOf(item) : -1;
    const step = (by: number) => {
      const next = items[index + by];
      if (next) this.show(next);
    };
    return html`<vxg-events-player
      .event=${item?.event ?? null}
      .format=${format}
      .hass=${hass}
      .now=${model.now}
      .isRecorded=${item ? this.isRecorded(item) : null}
      .mayControl=${model.mayControl(item?.event.entity_id ?? "")}
      .hasNewer=${index > 0}
      .hasOlder=${index >= 0 && index < items.length - 1}
      @newer=${() => step(-1)}
      @older=${() => step(1)}
      @closed=${this.onClosed}
      @changed=${(ev: CustomEvent<VxgEvent>) =>
        model.store.receive({ type: "changed", event: ev.detail })}
      @media-refused=${() => model.renew(item?.key)}
      @tag-picked=${(ev: CustomEvent<string>) => {
        this.onClosed();
        this.setFilter({ ...model.store.filter, tags: [ev.detail] });
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
    const { trouble } = this.model.store;
    if (!trouble) return nothing;
    const { since, entityIds } = trouble;
    let text = "";
    if (since !== null) {
      const time = format.moment(since, this.model.now);
      const cameras = entityIds?.map((id) => format.camera(id)).join(", ");
      text = cameras
        ? format.text("cameras_not_current", { time, cameras })
        : format.text("not_current", { time });
    }
    return html`<p class="notice trouble" role="status">
      ${icon(ICONS.alert)}<span>${text} ${clean(trouble.text, 300)}</span>
    </p>`;
  }

  private readonly isRecorded = (item: Item): boolean | null =>
    this.model.days.isRecorded(item);

  private get listElement(): EventsList | null {
    return this.renderRoot.querySelector<EventsList>("vxg-events-list");
  }

  private setFilter(filter: Filter): void {
    this.model.setFilter(filter);
    this.listElement?.scrollTo({ top: 0 });
  }

  private open(key: string): void {
    const item = this.model.store.find(key);
    if (item) this.show(item);
  }

  /** Show an event that the address names. */
  private async showLinked(camera: string, id: EventId): Promise<void> {
    this.setProblem("");
    try {
      const item = await this.model.find(camera, id);
      if (!this.isConnected) return;
      this.show(item);
      this.linked = item;
    } catch (error) {
      this.setProblem(clean(errorText(error), 300));
    }
  }

  private setProblem(reason: string): void {
    const text = reason && `${this.model.format?.text("event_not_shown")} ${reason}`;
    this.problem = text;
    this.requestUpdate();
  }

  /** Show the video of an event. */
  private show(item: Item): void {
    const { model } = this;
    this.historyEntry.enter();
    model.opened = item;
    this.requestUpdate();
    // So that there is a next one.
    const { store } = model;
    if (store.items.indexOf(item) >= store.items.length - 3) void store.more();
  }

  private readonly onClosed = (): void => {
    const { model } = this;
    this.historyEntry.leave();
    const key = model.opened?.key;
    model.opened = undefined;
    this.requestUpdate();
    if (key !== undefined) void this.updateComplete.then(() => this.listElement?.focusKey(key));
  };

  private backToNow(): void {
    const { model } = this;
    model.store.release();
    this.listElement?.scrollTo({ top: 0 });
    model.showDay(dayOf(Date.now(), model.zone));
  }

  private readonly onDayShown = (ev: CustomEvent<Day>): void => {
    clearTimeout(this.dayRest);
    this.dayRest = setTimeout(() => this.model.showDay(ev.detail), DAY_RESTS);
  };

  private readonly onDayPicked = (ev: CustomEvent<number>): void => {
    const { model } = this;
    const now = Date.now();
    const day = shiftDay(model.day ?? dayOf(now, model.zone), ev.detail, model.zone);
    model.showDay(day);
    if (this.listElement === null) return;
    if (day.end > now) this.backToNow();
    else this.goToTime(day.end - 1);
  };

  /** Show the list at a time, of which nothing may have been read yet. */
  private goToTime(time: number): void {
    const { store, day } = this.model;
    const list = this.listElement;
    if (list === null) {
      this.showLast(time);
      return;
    }
    const reaches = store.ended || (store.items.at(-1)?.at ?? Infinity) <= time;
    if (store.loaded && reaches && time <= (store.before ?? Infinity)) {
      list.scrollToTime(time);
      return;
    }
    const end = day && time < day.end ? day.end : Infinity;
    this.wantedTime = time;
    store.goTo(Math.min(time + MARGIN, end));
  }

  /** Show the video of the last event of the day at or before a time. */
  private showLast(time: number): void {
    const { day } = this.model;
    const items = day ? this.model.itemsOf(day).filter(({ at }) => at <= time) : [];
    const [last] = items.sort((a, b) => b.at - a.at);
    if (last) this.show(last);
  }

  protected override updated(): void {
    this.address.look(this.model.cameras);
    this.goToLinked();
    const { store } = this.model;
    if (this.wantedTime === null || !store.loaded || store.loading) return;
    const time = this.wantedTime;
    this.wantedTime = null;
    const list = this.listElement;
    void list?.updateComplete.then(() => list.scrollToTime(time));
  }

  /** Show what is around an event that was opened by its address. */
  private goToLinked(): void {
    const { linked, model } = this;
    if (!linked || !model.store.loaded || model.store.loading) return;
    this.linked = undefined;
    if (this.listElement && !model.store.find(linked.key)) this.goToTime(linked.at);
  }

  getCardSize(): number {
    const { show_live: live, show_bar: bar, show_list: list } = this.model.config ?? {};
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

function isListOfNames(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}
