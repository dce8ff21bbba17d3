/** The video of an event over the page, with what can be done with the event. */

import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { createClip, errorText, reviewEvent } from "./api.ts";
import type { Format } from "./format.ts";
import { ICONS, icon, typeIcon } from "./icons.ts";
import { dialogs, shared } from "./styles.ts";
import { CAPTION, clean, seenTags } from "./text.ts";
import type { Hass, VxgEvent } from "./types.ts";

export class EventsPlayer extends LitElement {
  static override properties = {
    event: { attribute: false },
    format: { attribute: false },
    mayControl: { attribute: false },
    hasNewer: { attribute: false },
    hasOlder: { attribute: false },
    now: { attribute: false },
    isRecorded: { attribute: false },
    failed: { state: true },
    working: { state: true },
    said: { state: true },
  };

  declare event: VxgEvent | null;
  declare format: Format;
  declare mayControl: boolean;
  declare hasNewer: boolean;
  declare hasOlder: boolean;
  declare now: number;
  /** Whether there is a recording; null if that is not known. */
  declare isRecorded: boolean | null;
  declare failed: boolean;
  declare working: boolean;
  declare said: string;
  hass: Hass | undefined;

  private shownKey = "";

  constructor() {
    super();
    this.event = null;
    this.failed = false;
    this.working = false;
    this.said = "";
  }

  private get dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector("dialog");
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("event")) return;
    const key = this.event ? `${this.event.entity_id} ${this.event.event_id}` : "";
    if (key !== this.shownKey) {
      this.failed = false;
      this.said = "";
      this.shownKey = key;
    } else if (changed.get("event")?.video !== this.event?.video) {
      this.failed = false;
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has("event")) return;
    const dialog = this.dialog;
    if (this.event && dialog && !dialog.open) dialog.showModal();
    if (!this.event && dialog?.open) dialog.close();
  }

  protected override render(): TemplateResult {
    const { event, format } = this;
    if (!event) return html`<dialog></dialog>`;
    const at = Date.parse(event.time);
    return html`<dialog
      aria-labelledby="title"
      @close=${this.onClose}
      @click=${this.onBackdrop}
      @keydown=${this.onKey}
    >
      <header>
        <button class="icon-button" aria-label=${format.text("close")} @click=${this.onClose}>
          ${icon(ICONS.close)}
        </button>
        <h2 id="title">
          <span class="foreign">${format.type(event.event_type, event.name)}</span> ·
          <span class="foreign">${format.camera(event.entity_id)}</span>
        </h2>
      </header>
      <div class="stage">
        ${this.video(event)}
        ${this.step("newer", "previous", ICONS.left, this.hasNewer)}
        ${this.step("older", "next", ICONS.right, this.hasOlder)}
      </div>
      <div class="body">
        <p class="when">
          ${icon(typeIcon(event.event_type))}
          <time datetime=${event.time}>${format.daySeconds(at, this.now)}</time>
          ${event.late ? html`<i class="late">${format.text("late")}</i>` : nothing}
          ${event.reviewed ? html`<i class="reviewed">${format.text("reviewed")}</i>` : nothing}
        </p>
        ${this.tags(event)}
        <div class="actions">${this.buttons(event)}</div>
        <p class="said" role="status">${this.said}</p>
      </div>
    </dialog>`;
  }

  private video(event: VxgEvent): TemplateResult {
    if (event.video === null || this.failed)
      return html`${event.picture
          ? html`<img alt="" src=${event.picture} />`
          : html`<div class="nothing">${icon(typeIcon(event.event_type))}</div>`}
        <p class="failed" role="status">
          ${event.video === null
            ? nothing
            : this.format.text(this.isRecorded === false ? "no_recording" : "video_failed")}
        </p>`;
    return html`<video
      controls
      autoplay
      playsinline
      preload="metadata"
      poster=${event.picture ?? nothing}
      src=${event.video}
      @error=${this.onVideoError}
    ></video>`;
  }

  private step(event: string, text: string, path: string, possible: boolean): TemplateResult {
    return html`<button
      class="icon-button ${event}"
      aria-label=${this.format.text(text)}
      title=${this.format.text(text)}
      ?disabled=${!possible}
      @click=${() => this.send(event)}
    >
      ${icon(path)}
    </button>`;
  }

  private tags(event: VxgEvent): TemplateResult {
    const caption = clean(event.metadata[CAPTION], 1000);
    const tags = seenTags(event.metadata, event.event_type).slice(0, 60);
    return html`${caption ? html`<p class="caption foreign">${caption}</p>` : nothing}
    ${tags.length > 0
      ? html`<div class="tags" role="group" aria-label=${this.format.text("metadata")}>
          ${tags.map(([tag, value]) => this.tag(tag, value))}
        </div>`
      : nothing}`;
  }

  private tag(tag: string, value: unknown): TemplateResult {
    const name = clean(tag, 60);
    const text = clean(value, 200);
    return html`<button
      class="chip"
      title=${this.format.text("filter_by", { tag: name })}
      @click=${() => this.send("tag-picked", tag)}
    >
      <span class="foreign">${name}</span>
      ${text === "" ? nothing : html`<b class="foreign">${text}</b>`}
    </button>`;
  }

  private buttons(event: VxgEvent): TemplateResult {
    const { format } = this;
    const hasVideo = event.video !== null;
    const mark = event.reviewed ? "mark_unreviewed" : "mark_reviewed";
    return html`
      ${this.mayControl
        ? html`<button class="button" ?disabled=${this.working} @click=${this.onReview}>
            ${icon(event.reviewed ? ICONS.reviewed : ICONS.review)}${format.text(mark)}
          </button>`
        : nothing}
      ${hasVideo && this.mayControl
        ? html`<button class="button" ?disabled=${this.working} @click=${this.onClip}>
            ${icon(ICONS.save)}${format.text("save_clip")}
          </button>`
        : nothing}
      ${hasVideo
        ? html`<a class="button" href=${event.video} download=${this.fileName(event)}>
            ${icon(ICONS.download)}${format.text("download")}
          </a>`
        : nothing}
    `;
  }

  private fileName(event: VxgEvent): string {
    const name = `${event.entity_id.replace(/^camera\./, "")}_${event.time}`;
    return `${name.replace(/[^\w-]+/g, "-")}.mp4`;
  }

  private readonly onReview = (): Promise<void> =>
    this.act(async (hass, event) => {
      await reviewEvent(hass, event, event.reviewed);
      this.send("reviewed", { ...event, reviewed: !event.reviewed });
    });

  private readonly onClip = (): Promise<void> => {
    this.said = this.format.text("saving_clip");
    return this.act(async (hass, event) => {
      await createClip(hass, event);
      return this.format.text("clip_saved");
    });
  };

  private async act(
    action: (hass: Hass, event: VxgEvent) => Promise<string | void>,
  ): Promise<void> {
    const { hass, event } = this;
    if (!hass || !event) return;
    this.working = true;
    let said: string;
    try {
      said = (await action(hass, event)) ?? "";
    } catch (error) {
      said = clean(errorText(error), 300);
    }
    this.working = false;
    if (event.event_id === this.event?.event_id) this.said = said;
  }

  private readonly onVideoError = (): void => {
    this.failed = true;
    this.send("media-refused");
  };

  private readonly onClose = (): void => {
    if (this.event) this.send("closed");
  };

  private readonly onBackdrop = (ev: MouseEvent): void => {
    const dialog = this.dialog;
    if (ev.target !== dialog || !dialog) return;
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    const { clientX: x, clientY: y } = ev;
    if (x < left || x > right || y < top || y > bottom) this.onClose();
  };

  private readonly onKey = (ev: KeyboardEvent): void => {
    // Keys belong to the card, and those of the video to it.
    ev.stopPropagation();
    if ((ev.target as HTMLElement).tagName === "VIDEO") return;
    const rtl = getComputedStyle(this).direction === "rtl";
    const newer = rtl ? "ArrowRight" : "ArrowLeft";
    if (ev.key !== "ArrowLeft" && ev.key !== "ArrowRight") return;
    if (ev.key === newer ? this.hasNewer : this.hasOlder)
      this.send(ev.key === newer ? "newer" : "older");
  };

  private send(type: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  static override styles = [
    shared,
    dialogs,
    css`
      .stage {
        position: relative;
        flex: 0 1 auto;
        min-height: 0;
        display: flex;
        align-items: center;
        justify-content: center;
        aspect-ratio: 16 / 9;
        background-color: #000;
      }
      video,
      img {
        width: 100%;
        height: 100%;
        object-fit: contain;
      }
      .nothing .icon {
        width: 64px;
        height: 64px;
        color: #9e9e9e;
      }
      .failed {
        position: absolute;
        inset: auto 0 0;
        margin: 0;
        padding: 8px 16px;
        font-size: 14px;
        text-align: center;
        color: #fff;
        background-color: rgba(0, 0, 0, 0.7);
      }
      .failed:empty {
        display: none;
      }
      .stage .icon-button {
        position: absolute;
        inset-block: 0 0;
        margin-block: auto;
        color: #fff;
        background-color: rgba(0, 0, 0, 0.5);
      }
      .stage .icon-button:hover:not(:disabled) {
        background-color: rgba(0, 0, 0, 0.8);
      }
      .stage .icon-button:disabled {
        visibility: hidden;
      }
      .newer {
        inset-inline-start: 8px;
      }
      .older {
        inset-inline-end: 8px;
      }
      :host(:dir(rtl)) .stage .icon {
        transform: scaleX(-1);
      }
      .body {
        flex: 1 1 auto;
        overflow-y: auto;
        padding: 12px 24px 4px;
      }
      .body p {
        margin: 0 0 12px;
      }
      .when {
        display: flex;
        align-items: center;
        flex-wrap: wrap;
        gap: 8px;
        font-size: 15px;
      }
      .when .icon {
        color: var(--primary-color);
      }
      .when i {
        padding: 0 8px;
        border-radius: 10px;
        font-size: 12px;
        font-style: normal;
        line-height: 20px;
      }
      .late {
        background-color: color-mix(in srgb, var(--warning-color) 25%, transparent);
      }
      .reviewed {
        background-color: color-mix(in srgb, var(--success-color) 25%, transparent);
      }
      .caption {
        line-height: 1.5;
      }
      .tags,
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-bottom: 12px;
      }
      .tags .chip {
        max-width: 100%;
      }
      .tags .chip span {
        color: var(--secondary-text-color);
      }
      .tags b {
        min-width: 0;
        font-weight: 500;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .said {
        min-height: 20px;
        line-height: 20px;
        font-size: 14px;
        color: var(--secondary-text-color);
      }
    `,
  ];
}
