/** Chips that limit the list to types, a camera, or what was not reviewed; and the search. */

import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { toggled } from "./filter.ts";
import type { Format } from "./format.ts";
import { ICONS, icon, typeIcon } from "./icons.ts";
import { shared } from "./styles.ts";
import { clean } from "./text.ts";
import type { Filter } from "./types.ts";

/** A search begins when typing rests. */
const TYPING_RESTS = 400;
const MOST_TEXT = 255;

export class EventsFilters extends LitElement {
  static override properties = {
    filter: { attribute: false },
    format: { attribute: false },
    types: { attribute: false },
    counts: { attribute: false },
    approximate: { attribute: false },
    cameras: { attribute: false },
  };

  declare filter: Filter;
  declare format: Format;
  declare types: string[];
  declare counts: Record<string, number>;
  declare approximate: boolean;
  declare cameras: string[];

  private rest: ReturnType<typeof setTimeout> | undefined;

  protected override render(): TemplateResult {
    const { filter, format } = this;
    return html`
      <div class="search">
        ${icon(ICONS.search)}
        <input
          type="search"
          maxlength=${MOST_TEXT}
          aria-label=${format.text("search")}
          placeholder=${format.text("search")}
          .value=${filter.text}
          @input=${this.onInput}
          @change=${this.onInput}
        />
      </div>
      <div class="chips" role="group" aria-label=${format.text("filter")}>
        ${filter.tags.map((tag) =>
          this.chip(clean(tag, 40), ICONS.close, true, () =>
            this.set({ tags: toggled(filter.tags, tag) }),
          ),
        )}
        ${this.sortedTypes().map((type) => this.typeChip(type))}
        ${this.chip(format.text("unreviewed"), ICONS.review, filter.reviewed === false, () =>
          this.set({ reviewed: filter.reviewed === false ? null : false }),
        )}
        ${this.cameras.length > 1
          ? this.cameras.map((camera) =>
              this.chip(format.camera(camera), null, filter.entity_ids.includes(camera), () =>
                this.set({ entity_ids: toggled(filter.entity_ids, camera) }),
              ),
            )
          : nothing}
      </div>
    `;
  }

  private sortedTypes(): string[] {
    const chosen = this.filter.event_types;
    const types = new Set([...this.types, ...Object.keys(this.counts), ...chosen]);
    return [...types]
      .filter((type) => (this.counts[type] ?? 0) > 0 || chosen.includes(type))
      .sort((a, b) => (this.counts[b] ?? 0) - (this.counts[a] ?? 0) || (a < b ? -1 : 1))
      .slice(0, 16);
  }

  private typeChip(type: string): TemplateResult {
    const { filter, format } = this;
    const count = this.counts[type] ?? 0;
    const shown = `${format.number(count)}${this.approximate ? "+" : ""}`;
    return this.chip(
      format.type(type),
      typeIcon(type),
      filter.event_types.includes(type),
      () => this.set({ event_types: toggled(filter.event_types, type) }),
      shown,
    );
  }

  private chip(
    text: string,
    path: string | null,
    pressed: boolean,
    action: () => void,
    count?: string,
  ): TemplateResult {
    return html`<button class="chip" aria-pressed=${pressed ? "true" : "false"} @click=${action}>
      ${path ? icon(path) : nothing}<span class="foreign">${text}</span>
      ${count === undefined ? nothing : html`<span class="count">${count}</span>`}
    </button>`;
  }

  private readonly onInput = (ev: Event): void => {
    const text = (ev.target as HTMLInputElement).value;
    clearTimeout(this.rest);
    if (text === this.filter.text) return;
    this.rest = setTimeout(() => this.set({ text }), ev.type === "change" ? 0 : TYPING_RESTS);
  };

  private set(change: Partial<Filter>): void {
    this.dispatchEvent(
      new CustomEvent("filter-changed", { detail: { ...this.filter, ...change } }),
    );
  }

  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: 8px;
        padding: 8px 0;
      }
      .search {
        position: relative;
        margin: 0 16px;
      }
      .search .icon {
        position: absolute;
        inset-block-start: 10px;
        inset-inline-start: 12px;
        color: var(--secondary-text-color);
        pointer-events: none;
      }
      input {
        width: 100%;
        height: 40px;
        padding: 0 12px 0 40px;
        padding-inline: 40px 12px;
        border: 1px solid transparent;
        border-radius: var(--ha-border-radius-pill, 9999px);
        font: inherit;
        font-size: 14px;
        color: inherit;
        background-color: var(--secondary-background-color);
      }
      input::placeholder {
        color: var(--secondary-text-color);
        opacity: 1;
      }
      input:focus {
        outline: none;
        border-color: var(--primary-color);
      }
      .chips {
        display: flex;
        gap: 8px;
        padding: 2px 16px;
        overflow-x: auto;
        scrollbar-width: none;
      }
      .chip span {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .count {
        font-variant-numeric: tabular-nums;
        color: var(--secondary-text-color);
      }
    `,
  ];
}
