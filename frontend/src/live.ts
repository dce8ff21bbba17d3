/** The live view of a camera, by Home Assistant's own card, and its buttons. */

import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { errorText, pressButton } from "./api.ts";
import { eventButtons, eventTypes } from "./cameras.ts";
import type { Format } from "./format.ts";
import { ICONS, icon } from "./icons.ts";
import type { EventsMark } from "./mark.ts";
import { shared } from "./styles.ts";
import { clean } from "./text.ts";
import type { EntityEntry, Hass } from "./types.ts";

interface CardElement extends HTMLElement {
  hass?: Hass | undefined;
}

interface CardHelpers {
  createCardElement(config: object): CardElement;
}

declare global {
  interface Window {
    loadCardHelpers?: () => Promise<CardHelpers>;
  }
}

export class EventsLive extends LitElement {
  static override properties = {
    cameras: { attribute: false },
    camera: { attribute: false },
    format: { attribute: false },
    active: { attribute: false },
    mayControl: { attribute: false },
    element: { state: true },
    said: { state: true },
  };

  declare cameras: string[];
  declare camera: string;
  declare format: Format;
  /** Nothing is streamed while nobody sees it. */
  declare active: boolean;
  declare mayControl: boolean;
  declare element: CardElement | null;
  declare said: string;

  private present: Hass | undefined;

  constructor() {
    super();
    this.element = null;
    this.said = "";
  }

  set hass(hass: Hass) {
    this.present = hass;
    if (this.element) this.element.hass = hass;
    const mark = this.renderRoot?.querySelector<EventsMark>("vxg-events-mark");
    if (mark) mark.hass = hass;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("camera") || changed.has("active")) {
      this.element = null;
      if (this.active && this.camera) void this.build(this.camera);
    }
  }

  private async build(camera: string): Promise<void> {
    const helpers = await window.loadCardHelpers?.();
    if (!helpers || camera !== this.camera || !this.active) return;
    const element = helpers.createCardElement({
      type: "picture-entity",
      entity: camera,
      camera_view: "live",
      show_name: false,
      show_state: false,
    });
    element.hass = this.present;
    this.element = element;
  }

  protected override render(): TemplateResult {
    return html`
      ${this.cameras.length > 1 ? this.cameraChips() : nothing}
      <div class="view">${this.element}</div>
      ${this.mayControl ? this.buttons() : nothing}
      <p class="said" role="status">${this.said}</p>
    `;
  }

  private cameraChips(): TemplateResult {
    return html`<div class="chips" role="group" aria-label=${this.format.text("cameras")}>
      ${this.cameras.map(
        (camera) => html`<button
          class="chip"
          aria-pressed=${camera === this.camera ? "true" : "false"}
          @click=${() => this.dispatchEvent(new CustomEvent("camera-picked", { detail: camera }))}
        >
          <span class="foreign">${this.format.camera(camera)}</span>
        </button>`,
      )}
    </div>`;
  }

  private buttons(): TemplateResult {
    const hass = this.present;
    const buttons = hass ? eventButtons(hass, this.camera) : [];
    return html`<div class="chips" role="group" aria-label=${this.format.text("create_event")}>
        ${buttons.map((entry) => this.button(entry))}
        <button class="chip" @click=${this.onMark}>
          ${icon(ICONS.create)}${this.format.text("create_event")}…
        </button>
      </div>
      <vxg-events-mark
        .hass=${hass}
        .format=${this.format}
        .camera=${this.camera}
        .types=${hass ? eventTypes(hass, [this.camera]) : []}
      ></vxg-events-mark>`;
  }

  private button({ entity_id: id, translation_key: key, name }: EntityEntry): TemplateResult {
    const friendly = String(this.present?.states[id]?.attributes["friendly_name"] ?? id);
    const camera = this.format.camera(this.camera);
    const text = name ?? (friendly.startsWith(`${camera} `) ? friendly.slice(camera.length + 1) : friendly);
    return html`<button class="chip" @click=${() => this.press(id)}>
      ${icon(key === "trigger" ? ICONS.trigger : ICONS.create)}
      <span class="foreign">${clean(text, 60)}</span>
    </button>`;
  }

  private async press(entityId: string): Promise<void> {
    if (!this.present) return;
    try {
      await pressButton(this.present, entityId);
      this.said = "";
    } catch (error) {
      this.said = clean(errorText(error), 300);
    }
  }

  private readonly onMark = (): void =>
    this.renderRoot.querySelector<EventsMark>("vxg-events-mark")?.show();

  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      .view {
        aspect-ratio: 16 / 9;
        max-height: 60vh;
        overflow: hidden;
        background-color: var(--secondary-background-color);
        --ha-card-border-width: 0;
        --ha-card-border-radius: 0;
        --ha-card-box-shadow: none;
      }
      .chips {
        display: flex;
        gap: 8px;
        padding: 8px 16px;
        overflow-x: auto;
        scrollbar-width: none;
      }
      .chip span {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .said {
        margin: 0;
        padding: 0 16px;
        font-size: 14px;
        color: var(--error-color);
      }
    `,
  ];
}
