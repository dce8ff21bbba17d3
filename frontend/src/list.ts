/** The list of events: only the rows on and near the screen are in the document. */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Format } from "./format.ts";
import { ICONS, icon, typeIcon } from "./icons.ts";
import { listStyles } from "./list_styles.ts";
import { type Heights, Layout, type Row } from "./rows.ts";
import type { Item } from "./store.ts";
import { shared } from "./styles.ts";
import { CAPTION, clean, seenTags, tagText } from "./text.ts";
import type { VxgEvent } from "./types.ts";

const HEIGHTS: Heights = { day: 44, event: 80, gap: 48, end: 56, loading: 56, more: 64 };
/** What is drawn beyond the screen, in pixels; less of it where the screen is high. */
const MOST_BEYOND = 240;
const LEAST_BEYOND = 80;
const MOST_DRAWN = 1600;
const MOST_CHIPS = 3;
/** A list that was scrolled further than this does not move by itself. */
const TOP = 8;
/** Pictures of rows that rush by are not loaded. */
const SETTLED_AFTER = 200;
/** A picture is promised for a while to types of which an event of late had one. */
const PICTURE_IS_EXPECTED = 10 * 60_000;
const MOST_ASKED = 200;

export class EventsList extends LitElement {
  static override properties = {
    rows: { attribute: false },
    format: { attribute: false },
    showCamera: { attribute: false },
    isRecorded: { attribute: false },
    newCount: { attribute: false },
    now: { attribute: false },
    busy: { attribute: false },
  };

  declare rows: Row[];
  declare format: Format;
  declare showCamera: boolean;
  declare isRecorded: (item: Item) => boolean | null;
  declare newCount: number;
  declare now: number;
  declare busy: boolean;

  private layout = new Layout([], HEIGHTS);
  private top = 0;
  private extent = 0;
  private rushing = false;
  private settle: ReturnType<typeof setTimeout> | undefined;
  private focused: string | null = null;
  private movedByUser = false;
  private dayKey = "";
  private withPictures = new Set<string>();
  private readonly broken = new Set<string>();
  private readonly loadedPictures = new Set<string>();
  private readonly resize = new ResizeObserver(() => this.measure());

  constructor() {
    super();
    this.rows = [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.resize.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resize.disconnect();
    clearTimeout(this.settle);
  }

  private get scroller(): HTMLElement | null {
    return this.renderRoot.querySelector(".scroller");
  }

  private measure(): void {
    const scroller = this.scroller;
    if (!scroller) return;
    this.extent = scroller.clientHeight;
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("rows")) {
      this.layout = new Layout(this.rows, HEIGHTS);
      const events = this.rows.slice(0, MOST_ASKED).filter((row) => row.kind === "event");
      this.withPictures = new Set(
        events.filter(({ item }) => item.event.picture).map(({ item }) => item.event.event_type),
      );
      this.style.setProperty("--content-height", `${this.layout.height + 16}px`);
    }
  }

  protected override render(): TemplateResult {
    const extent = Math.max(this.extent, 300);
    const room = (MOST_DRAWN - extent) / 2;
    const beyond = Math.min(Math.max(room, LEAST_BEYOND), MOST_BEYOND);
    const [start, end] = this.layout.between(this.top - beyond, this.top + extent + beyond);
    const rows = this.layout.rows.slice(start, end);
    const day = this.layout.dayAt(this.top + 1);
    return html`
      <div
        class="scroller"
        @scroll=${this.onScroll}
        @keydown=${this.onKey}
        @wheel=${{ handleEvent: this.onMoved, passive: true }}
        @touchmove=${{ handleEvent: this.onMoved, passive: true }}
        @pointerdown=${this.onMoved}
      >
        <div
          class="space"
          role="region"
          aria-label=${this.format.text("events")}
          aria-busy=${this.busy ? "true" : "false"}
          style="height:${this.layout.height}px"
        >
          ${repeat(
            rows,
            (row) => row.key,
            (row, index) => this.row(row, this.layout.top(start + index)),
          )}
        </div>
      </div>
      ${day && this.top > TOP
        ? html`<div class="current day" aria-hidden="true">${this.format.day(day, this.now)}</div>`
        : nothing}
      ${this.newCount > 0
        ? html`<button class="new" @click=${this.release}>
            ${this.format.text("new_events", { count: this.format.number(this.newCount) })}
          </button>`
        : nothing}
    `;
  }

  private row(row: Row, top: number): TemplateResult {
    const style = `transform:translateY(${top}px)`;
    switch (row.kind) {
      case "day":
        return html`<h2 class="row day" style=${style}>${this.format.day(row.day, this.now)}</h2>`;
      case "event":
        return this.event(row.item, row.position, style);
      case "gap":
        return html`<p class="row gap" style=${style}>
          ${icon(ICONS.alert)}
          <span>
            ${this.format.text("gap", {
              start: this.format.moment(Date.parse(row.gap.start), this.now),
              end: this.format.moment(Date.parse(row.gap.end), this.now),
              count: this.format.number(row.gap.recovered),
            })}
          </span>
        </p>`;
      case "more":
        return html`<div class="row note" style=${style}>
          <button class="button" @click=${this.searchOn}>${this.format.text("search_on")}</button>
        </div>`;
      default:
        return html`<p class="row note" style=${style}>
          ${row.kind === "end" ? this.format.text("end") : html`<span class="spinner"></span>`}
        </p>`;
    }
  }

  private event(item: Item, position: number, style: string): TemplateResult {
    const { event, at, key } = item;
    const relative = this.format.relative(at, this.now);
    const camera = this.showCamera ? this.format.camera(event.entity_id) : "";
    const type = typeIcon(event.event_type);
    return html`<button
      class="row event"
      style=${style}
      data-key=${key}
      tabindex=${this.isCurrent(key, position) ? 0 : -1}
      @focus=${this.onFocus}
      @click=${this.open}
    >
      ${this.thumbnail(event)}
      <span class="main">
        <span class="title">
          ${event.picture === null ? nothing : icon(type)}
          <b class="foreign">${this.format.type(event.event_type, event.name)}</b>
          <time datetime=${event.time}>${this.format.clock(at)}</time>
        </span>
        <span class="sub foreign">${camera}${camera ? " · " : ""}${relative}</span>
        ${this.chips(item)}
      </span>
    </button>`;
  }

  private thumbnail(event: VxgEvent): TemplateResult {
    const { picture } = event;
    const shown =
      picture !== null &&
      !this.broken.has(picture) &&
      (!this.rushing || this.loadedPictures.has(picture));
    if (!shown) return html`<span class="thumb">${icon(typeIcon(event.event_type))}</span>`;
    this.loadedPictures.add(picture);
    return html`<img
      class="thumb"
      alt=""
      decoding="async"
      src=${picture}
      @error=${this.onBroken}
    />`;
  }

  private chips(item: Item): TemplateResult | typeof nothing {
    const { event, at } = item;
    const badges: [string, string][] = [];
    if (event.late) badges.push(["late", "late"]);
    if (event.reviewed) badges.push(["reviewed", "reviewed"]);
    if (this.isRecorded(item) === false) badges.push(["plain", "no_recording"]);
    const age = this.now - at;
    const isExpected = age >= 0 && age < PICTURE_IS_EXPECTED && this.withPictures.has(event.event_type);
    if (event.picture === null && isExpected)
      badges.push(["plain", "picture_to_come"]);
    const caption = clean(event.metadata[CAPTION], 120);
    const tags = caption ? [] : seenTags(event.metadata, event.event_type).slice(0, MOST_CHIPS);
    if (badges.length + tags.length === 0 && !caption) return nothing;
    return html`<span class="chips">
      ${badges.map(([kind, text]) => html`<i class=${kind}>${this.format.text(text)}</i>`)}
      ${tags.map(([tag, value]) => html`<i class="tag foreign">${tagText(tag, value)}</i>`)}
      ${caption ? html`<i class="caption foreign">${caption}</i>` : nothing}
    </span>`;
  }

  private isCurrent(key: string, position: number): boolean {
    if (this.focused === null) return position === 0;
    return key === this.focused;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("rows")) {
      const known = this.rows.some((row) => row.key === this.focused);
      if (!known && this.focused !== null) {
        this.focused = null;
        this.requestUpdate();
      }
    }
    this.reportDay();
    this.askForMore();
  }

  private reportDay(): void {
    const day = this.layout.dayAt(this.top + 1);
    if (!day || day.key === this.dayKey || this.rushing || !this.movedByUser) return;
    this.dayKey = day.key;
    this.send("day-shown", day);
  }

  private askForMore(): void {
    if (this.rows.at(-1)?.kind !== "loading") return;
    if (this.top + this.extent * 2 >= this.layout.height) this.send("more");
  }

  private readonly onMoved = (): void => {
    this.movedByUser = true;
  };

  private readonly onScroll = (): void => {
    const scroller = this.scroller;
    if (!scroller) return;
    const before = this.top;
    this.top = scroller.scrollTop;
    if (this.top > TOP !== before > TOP) this.send("held", this.top > TOP);
    this.rushing = Math.abs(this.top - before) > this.extent;
    clearTimeout(this.settle);
    this.settle = setTimeout(() => {
      this.rushing = false;
      this.requestUpdate();
    }, SETTLED_AFTER);
    this.requestUpdate();
  };

  private readonly release = (): void => {
    this.scrollTo({ top: 0 });
    this.send("release");
  };

  private readonly searchOn = (): void => this.send("search-on");

  private readonly onFocus = (ev: Event): void => {
    this.focused = keyOf(ev);
    this.requestUpdate();
  };

  private readonly open = (ev: Event): void => this.send("open-event", keyOf(ev));

  private readonly onBroken = (ev: Event): void => {
    const image = ev.currentTarget as HTMLImageElement;
    const source = image.getAttribute("src");
    if (source === null) return;
    this.broken.add(source);
    this.requestUpdate();
    this.send("picture-refused", image.closest<HTMLElement>("[data-key]")?.dataset["key"]);
  };

  private send(type: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** Scroll; rows of other places are drawn at once. */
  override scrollTo(options: { top: number }): void;
  override scrollTo(x: number, y: number): void;
  override scrollTo(options: { top: number } | number, y = 0): void {
    const top = typeof options === "number" ? y : options.top;
    this.scroller?.scrollTo({ top });
    this.onScroll();
  }

  /** Scroll to the last event at or before a time. */
  scrollToTime(time: number): void {
    const index = this.layout.indexBefore(time);
    this.movedByUser = false;
    this.dayKey = "";
    if (index >= 0) this.scrollTo({ top: Math.max(0, this.layout.top(index) - HEIGHTS.day) });
  }

  private readonly onKey = (ev: KeyboardEvent): void => {
    const events = this.layout.rows.filter((row) => row.kind === "event");
    const target = (ev.target as HTMLElement).closest<HTMLElement>("[data-key]");
    const now = events.findIndex((row) => row.key === target?.dataset["key"]);
    const page = Math.max(1, Math.floor(this.extent / HEIGHTS.event) - 1);
    const steps: Record<string, number> = {
      ArrowDown: now + 1,
      ArrowUp: now - 1,
      PageDown: now + page,
      PageUp: now - page,
      Home: 0,
      End: events.length - 1,
    };
    const next = steps[ev.key];
    if (next === undefined || now < 0 || ev.altKey || ev.ctrlKey || ev.metaKey) return;
    ev.preventDefault();
    this.movedByUser = true;
    const row = events[Math.min(Math.max(next, 0), events.length - 1)];
    if (row) void this.focusRow(row.key);
  };

  private async focusRow(key: string): Promise<void> {
    this.focused = key;
    const index = this.layout.rows.findIndex((row) => row.key === key);
    const top = this.layout.top(index);
    const bottom = this.layout.top(index + 1);
    const heading = HEIGHTS.day;
    if (index <= 1) this.scrollTo({ top: 0 });
    else if (top - heading < this.top) this.scrollTo({ top: top - heading });
    else if (bottom > this.top + this.extent) this.scrollTo({ top: bottom - this.extent });
    this.requestUpdate();
    await this.updateComplete;
    this.focusKey(key);
  }

  /** Put the focus on an event, if it is on the screen. */
  focusKey(key: string): void {
    const found = [...this.renderRoot.querySelectorAll<HTMLElement>("[data-key]")].find(
      (element) => element.dataset["key"] === key,
    );
    found?.focus({ preventScroll: true });
  }

  static override styles = [shared, listStyles];
}

function keyOf(ev: Event): string {
  return (ev.currentTarget as HTMLElement).dataset["key"] ?? "";
}
