/** The video of an event over the page, with what can be done with the event. */

import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { createClip, errorText } from "./api.ts";
import { type Action, inverse, type Review, reviewing, reviewsOf, type TagChanges, tagging } from "./changes.ts";
import type { Format } from "./format.ts";
import { ICONS, icon, typeIcon } from "./icons.ts";
import { dialogs, shared } from "./styles.ts";
import type { EventsTags } from "./tags.ts";
import { clean } from "./text.ts";
import type { Hass, VxgEvent } from "./types.ts";

/** Elements in which the arrow keys move something else. */
const OWN_KEYS = new Set(["VIDEO", "INPUT"]);
const REVIEWED: Record<string, string> = { true: "reviewed_true", false: "reviewed_false" };

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
    undo: { state: true },
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
  /** Takes back what was done last. */
  declare undo: Action | null;
  hass: Hass | undefined;

  private shownKey = "";

  constructor() {
    super();
    this.event = null;
    this.failed = false;
    this.working = false;
    this.said = "";
    this.undo = null;
  }

  private get dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector("dialog");
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("event")) return;
    if (!this.event) this.stopVideo();
    const key = this.event ? `${this.event.entity_id} ${this.event.event_id}` : "";
    if (key !== this.shownKey) {
      this.failed = false;
      this.said = "";
      this.undo = null;
      this.shownKey = key;
    } else if (changed.get("event")?.video !== this.event?.video) {
      this.failed = false;
    }
  }

  /** A video that is removed while it loads may go on loading. */
  private stopVideo(): void {
    const video = this.renderRoot.querySelector("video");
    video?.removeAttribute("src");
    video?.load();
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
      @cancel=${this.onCancel}
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
          ${event.reviewed
            ? html`<i class="reviewed">${format.text(REVIEWED[String(event.result)] ?? "reviewed")}</i>`
            : nothing}
        </p>
        <vxg-events-tags
          .event=${event}
          .format=${format}
          .mayEdit=${this.mayControl && this.hass?.user?.is_admin === true}
          .working=${this.working}
          @tag-picked=${(ev: CustomEvent<string>) => this.send("tag-picked", ev.detail)}
          @tags-changed=${this.onTags}
        ></vxg-events-tags>
        <div class="actions">${this.buttons(event)}</div>
        <p class="said">
          <span role="status">${this.said}</span>
          ${this.undo
            ? html`<button class="button" ?disabled=${this.working} @click=${this.onUndo}>
                ${format.text("undo")}
              </button>`
            : nothing}
        </p>
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

  private buttons(event: VxgEvent): TemplateResult {
    const { format } = this;
    const hasVideo = event.video !== null;
    const mark = event.reviewed ? "mark_unreviewed" : "mark_reviewed";
    return html`
      ${this.mayControl
        ? html`<button class="button" ?disabled=${this.working} @click=${this.onReview}>
              ${icon(event.reviewed ? ICONS.reviewed : ICONS.review)}${format.text(mark)}
            </button>
            ${this.judgement(event, true, "true_event", ICONS.true)}
            ${this.judgement(event, false, "false_event", ICONS.false)}`
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

  private judgement(
    event: VxgEvent,
    result: boolean,
    text: string,
    path: string,
  ): TemplateResult {
    return html`<button
      class="button"
      aria-pressed=${event.result === result ? "true" : "false"}
      ?disabled=${this.working}
      @click=${() => this.review({ result })}
    >
      ${icon(path)}${this.format.text(text)}
    </button>`;
  }

  private fileName(event: VxgEvent): string {
    const name = `${event.entity_id.replace(/^camera\./, "")}_${event.time}`;
    return `${name.replace(/[^\w-]+/g, "-")}.mp4`;
  }

  private readonly onReview = (): void => {
    void this.review(this.event?.reviewed ? null : {});
  };

  private review(review: Review): Promise<void> {
    const before = this.event;
    return this.act(reviewing([review]), before ? reviewing(reviewsOf(before)) : null);
  }

  private readonly onTags = async (ev: CustomEvent<TagChanges>): Promise<void> => {
    const metadata = this.event?.metadata ?? {};
    await this.act(tagging(ev.detail), tagging(inverse(ev.detail, metadata)));
    if (this.undo) this.renderRoot.querySelector<EventsTags>("vxg-events-tags")?.clear();
  };

  private readonly onUndo = (): void => {
    const { undo } = this;
    // The button will be gone.
    this.renderRoot.querySelector<HTMLElement>("header button")?.focus();
    if (undo) void this.act(undo, null);
  };

  private readonly onClip = (): Promise<void> => {
    this.said = this.format.text("saving_clip");
    return this.act(async (hass, event) => {
      await createClip(hass, event);
      return this.format.text("clip_saved");
    }, null);
  };

  private async act(action: Action, undo: Action | null): Promise<void> {
    const { hass, event } = this;
    if (!hass || !event || this.working) return;
    this.working = true;
    this.undo = null;
    let said: string;
    let done: Action | null = null;
    try {
      const result = await action(hass, event);
      said = typeof result === "string" ? result : this.format.text("saved");
      done = undo;
      // Unless a message already told how it is.
      if (typeof result !== "string" && this.event === event) this.send("changed", result);
    } catch (error) {
      said = clean(errorText(error), 300);
    }
    this.working = false;
    if (this.event?.event_id !== event.event_id) return;
    this.said = said;
    this.undo = done;
  }

  private readonly onVideoError = (): void => {
    this.failed = true;
    this.send("media-refused");
  };

  /** Close at once: another event may be opened before the dialog says that it is closed. */
  private readonly onCancel = (ev: Event): void => {
    ev.preventDefault();
    this.onClose();
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
    if (ev.composedPath().some((each) => OWN_KEYS.has((each as HTMLElement).tagName))) return;
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
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-bottom: 12px;
      }
      .actions [aria-pressed="true"] {
        box-shadow: inset 0 0 0 2px var(--primary-color);
      }
      .said {
        display: flex;
        align-items: center;
        gap: 12px;
        min-height: 40px;
        line-height: 20px;
        font-size: 14px;
        color: var(--secondary-text-color);
      }
    `,
  ];
}
