/** A day as a strip: what was recorded, a tick for each event, gaps hatched. */

import { css, html, LitElement, nothing, svg, type TemplateResult } from "lit";
import type { Spans } from "./day_store.ts";
import type { Format } from "./format.ts";
import { ICONS, icon } from "./icons.ts";
import { shared } from "./styles.ts";
import { type Day, scaleHours } from "./time.ts";

const WIDTH = 1440;
const MINUTE = 60_000;
const STEPS: Record<string, number> = {
  ArrowLeft: -5 * MINUTE,
  ArrowDown: -5 * MINUTE,
  ArrowRight: 5 * MINUTE,
  ArrowUp: 5 * MINUTE,
  PageDown: -60 * MINUTE,
  PageUp: 60 * MINUTE,
  Home: -Infinity,
  End: Infinity,
};
/** Ticks are thinner where there are more than these. */
const MANY = 60;
/** Keys move at once, and the list follows when they rest. */
const KEYS_REST = 400;

export class EventsBar extends LitElement {
  static override properties = {
    day: { attribute: false },
    format: { attribute: false },
    lanes: { attribute: false },
    ticks: { attribute: false },
    gaps: { attribute: false },
    now: { attribute: false },
    note: { attribute: false },
    position: { state: true },
  };

  declare day: Day;
  declare format: Format;
  /** What was recorded, by camera. */
  declare lanes: Spans[];
  declare ticks: number[];
  declare gaps: Spans;
  declare now: number;
  /** What is not shown, and why. */
  declare note: string;
  /** Where the pointer is, or the keys went. */
  declare position: number | null;

  private dragging = false;
  private rest: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.note = "";
    this.position = null;
  }

  private x(time: number): number {
    const { start, end } = this.day;
    const share = (time - start) / (end - start);
    return Math.round(Math.min(Math.max(share, 0), 1) * WIDTH * 10) / 10;
  }

  private percent(time: number): string {
    return `${(this.x(time) / WIDTH) * 100}%`;
  }

  protected override render(): TemplateResult {
    const { day, format, now } = this;
    const isLast = day.end > now;
    const value = this.position ?? Math.min(now, day.end - MINUTE);
    return html`
      <div class="head">
        <button
          class="icon-button"
          aria-label=${format.text("previous_day")}
          title=${format.text("previous_day")}
          @click=${() => this.send("day-picked", -1)}
        >
          ${icon(ICONS.left)}
        </button>
        <span class="name" aria-live="polite">${format.day(day, now)}</span>
        <button
          class="icon-button"
          aria-label=${format.text("next_day")}
          title=${format.text("next_day")}
          ?disabled=${isLast}
          @click=${() => this.send("day-picked", 1)}
        >
          ${icon(ICONS.right)}
        </button>
      </div>
      <div
        class="strip"
        role="slider"
        tabindex="0"
        aria-label=${format.text("timeline", { day: format.day(day, now) })}
        aria-valuemin="0"
        aria-valuemax=${Math.round((day.end - day.start) / MINUTE)}
        aria-valuenow=${Math.round((value - day.start) / MINUTE)}
        aria-valuetext=${format.clock(value)}
        @pointerdown=${this.onDown}
        @pointermove=${this.onMove}
        @pointerup=${this.onUp}
        @pointercancel=${this.onLeave}
        @pointerleave=${this.onLeave}
        @keydown=${this.onKey}
      >
        <svg viewBox="0 0 ${WIDTH} 40" preserveAspectRatio="none" aria-hidden="true">
          ${this.lanes.map((spans, index) => this.lane(spans, index))}
          <path class="ticks ${this.ticks.length > MANY ? "many" : ""}" d=${this.tickPath()}></path>
          ${isLast
            ? svg`<rect class="future" x=${this.x(now)} y="0" width=${WIDTH - this.x(now)} height="40"></rect>`
            : nothing}
        </svg>
        ${this.gaps.map(
          ([start, end]) => html`<i
            class="gap"
            style="inset-inline-start:${this.percent(start)};width:max(3px, calc(${this.percent(end)} - ${this.percent(start)}))"
          ></i>`,
        )}
        ${this.position === null
          ? nothing
          : html`<i class="needle" style="inset-inline-start:${this.percent(this.position)}"></i>
              <output
                style="inset-inline-start:clamp(28px, ${this.percent(this.position)}, calc(100% - 28px))"
                >${format.clock(this.position)}</output
              >`}
      </div>
      <div class="scale" aria-hidden="true">
        ${scaleHours(day, format.zone, 6).map(
          ({ time }) => html`<span style="inset-inline-start:${this.percent(time)}">${format.hour(time)}</span>`,
        )}
      </div>
      ${this.note ? html`<p>${this.note}</p>` : nothing}
    `;
  }

  /** One path for all recordings of a camera; several cameras share the height. */
  private lane(spans: Spans, index: number): TemplateResult {
    const height = 40 / this.lanes.length;
    const top = index * height + (index > 0 ? 1 : 0);
    const path = spans
      .map(([start, end]) => {
        const from = this.x(start);
        return `M${from} ${top}h${Math.max(1, this.x(end) - from)}V${(index + 1) * height}H${from}z`;
      })
      .join("");
    return svg`<path class="recorded" d=${path}></path>` as TemplateResult;
  }

  private tickPath(): string {
    // Of ticks at the same place one is drawn.
    const places = new Set(this.ticks.map((time) => Math.round(this.x(time))));
    return [...places].map((x) => `M${x} 12V40`).join("");
  }

  private timeAt(ev: PointerEvent): number {
    const box = (ev.currentTarget as HTMLElement).getBoundingClientRect();
    const rtl = getComputedStyle(this).direction === "rtl";
    const share = (rtl ? box.right - ev.clientX : ev.clientX - box.left) / box.width;
    return this.clamp(this.day.start + share * (this.day.end - this.day.start));
  }

  private clamp(time: number): number {
    const last = Math.min(this.day.end - 1, this.now);
    return Math.min(Math.max(time, this.day.start), Math.max(last, this.day.start));
  }

  private readonly onDown = (ev: PointerEvent): void => {
    if (ev.button !== 0) return;
    (ev.currentTarget as HTMLElement).setPointerCapture(ev.pointerId);
    this.dragging = true;
    this.position = this.timeAt(ev);
  };

  private readonly onMove = (ev: PointerEvent): void => {
    if (!this.dragging && ev.pointerType !== "mouse") return;
    this.position = this.timeAt(ev);
  };

  private readonly onUp = (ev: PointerEvent): void => {
    if (!this.dragging) return;
    this.dragging = false;
    this.position = this.timeAt(ev);
    this.pick();
    if (ev.pointerType !== "mouse") this.position = null;
  };

  private readonly onLeave = (): void => {
    if (!this.dragging || !this.hasUpdated) this.position = null;
    this.dragging = false;
  };

  private readonly onKey = (ev: KeyboardEvent): void => {
    const step = STEPS[ev.key];
    if (ev.key === "Enter" && this.position !== null) this.pick();
    if (step === undefined) return;
    ev.preventDefault();
    this.position = this.clamp((this.position ?? Math.min(this.now, this.day.end)) + step);
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.pick(), KEYS_REST);
  };

  private pick(): void {
    clearTimeout(this.rest);
    if (this.position !== null) this.send("time-picked", this.position);
  }

  private send(type: string, detail: number): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  static override styles = [
    shared,
    css`
      :host {
        display: block;
        padding: 4px 16px 8px;
      }
      .head {
        display: flex;
        align-items: center;
        margin: 0 -12px;
      }
      .name {
        flex: 1;
        min-width: 0;
        text-align: center;
        font-size: 14px;
        font-weight: 500;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .strip {
        position: relative;
        height: 40px;
        cursor: pointer;
        touch-action: pan-y;
        user-select: none;
        border-radius: var(--ha-border-radius-md, 8px);
        background-color: var(--secondary-background-color);
      }
      svg {
        display: block;
        width: 100%;
        height: 100%;
        border-radius: inherit;
      }
      :host(:dir(rtl)) svg {
        transform: scaleX(-1);
      }
      .recorded {
        fill: var(--primary-color);
        opacity: 0.25;
      }
      .ticks {
        fill: none;
        stroke: var(--primary-color);
        stroke-width: 2px;
        vector-effect: non-scaling-stroke;
      }
      .many {
        stroke-width: 1px;
      }
      .future {
        fill: var(--ha-card-background, var(--card-background-color));
        opacity: 0.6;
      }
      .gap {
        position: absolute;
        inset-block: 0;
        background: repeating-linear-gradient(
          -45deg,
          var(--warning-color) 0 2px,
          transparent 2px 6px
        );
        pointer-events: none;
      }
      .needle {
        position: absolute;
        inset-block: -4px;
        width: 2px;
        margin-inline-start: -1px;
        border-radius: 1px;
        background-color: var(--primary-text-color);
        pointer-events: none;
      }
      output {
        position: absolute;
        bottom: calc(100% + 6px);
        translate: -50%;
        padding: 2px 8px;
        border-radius: 10px;
        font-size: 12px;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
        color: var(--primary-background-color);
        background-color: var(--primary-text-color);
        pointer-events: none;
      }
      output:dir(rtl) {
        translate: 50%;
      }
      .scale {
        position: relative;
        height: 18px;
        font-size: 11px;
        line-height: 20px;
        color: var(--secondary-text-color);
      }
      p {
        margin: 4px 0 0;
        font-size: 12px;
        line-height: 16px;
        color: var(--secondary-text-color);
      }
      .scale span {
        position: absolute;
      }
      .scale span + span {
        translate: -50%;
      }
      .scale span + span:dir(rtl) {
        translate: 50%;
      }
    `,
  ];
}
