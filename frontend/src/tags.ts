/** The tags of an event: a way to events with the same one, and to change them. */

import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { TagChanges } from "./changes.ts";
import type { Format } from "./format.ts";
import { ICONS, icon } from "./icons.ts";
import { shared } from "./styles.ts";
import { CAPTION, clean, seenTags } from "./text.ts";
import type { VxgEvent } from "./types.ts";

const MOST_TAGS = 60;
const MOST_TEXT = 255;

export class EventsTags extends LitElement {
  static override properties = {
    event: { attribute: false },
    format: { attribute: false },
    mayEdit: { attribute: false },
    working: { attribute: false },
    editing: { state: true },
  };

  declare event: VxgEvent;
  declare format: Format;
  declare mayEdit: boolean;
  declare working: boolean;
  declare editing: boolean;

  constructor() {
    super();
    this.editing = false;
  }

  protected override render(): TemplateResult {
    const { event, format, mayEdit } = this;
    const caption = event.metadata[CAPTION];
    const text = clean(caption, 1000);
    const isEditing = this.editing && mayEdit;
    const tags = seenTags(event.metadata, event.event_type).slice(0, MOST_TAGS);
    if (isEditing && CAPTION in event.metadata) tags.unshift([CAPTION, caption]);
    return html`${text && !isEditing ? html`<p class="foreign">${text}</p>` : nothing}
      ${tags.length > 0 || mayEdit
        ? html`<div class="tags" role="group" aria-label=${format.text("metadata")}>
            ${tags.map(([tag, value]) => this.tag(tag, value, isEditing))}
            ${mayEdit
              ? html`<button
                  class="chip edit"
                  aria-pressed=${isEditing ? "true" : "false"}
                  @click=${() => (this.editing = !this.editing)}
                >
                  ${icon(ICONS.edit)}${format.text("edit_tags")}
                </button>`
              : nothing}
          </div>`
        : nothing}
      ${isEditing ? this.form() : nothing}`;
  }

  private tag(tag: string, value: unknown, isEditing: boolean): TemplateResult {
    const name = clean(tag, 60);
    const text = clean(value, 200);
    const key = isEditing ? "remove_tag" : "filter_by";
    return html`<button
      class="chip"
      title=${this.format.text(key, { tag: name })}
      ?disabled=${isEditing && this.working}
      @click=${() => (isEditing ? this.removeTag(tag) : this.send("tag-picked", tag))}
    >
      <span class="foreign">${name}</span>
      ${text === "" ? nothing : html`<b class="foreign">${text}</b>`}
      ${isEditing ? icon(ICONS.close) : nothing}
    </button>`;
  }

  private form(): TemplateResult {
    const { format } = this;
    const known = ["caption", ...Object.keys(this.event.metadata)];
    return html`<form @submit=${this.onSubmit}>
      <label>
        ${format.text("tag")}
        <input name="tag" required maxlength=${MOST_TEXT} autocomplete="off" list="known" />
      </label>
      <datalist id="known">
        ${[...new Set(known)].slice(0, MOST_TAGS).map((tag) => html`<option value=${tag}></option>`)}
      </datalist>
      <label>
        ${format.text("value")}
        <input name="value" maxlength=${MOST_TEXT} autocomplete="off" />
      </label>
      <button class="button" ?disabled=${this.working}>${format.text("save")}</button>
    </form>`;
  }

  private get firstInput(): HTMLInputElement | null {
    return this.renderRoot.querySelector("input");
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("editing") && this.editing) this.firstInput?.focus();
  }

  private removeTag(tag: string): void {
    // The button will be gone.
    this.firstInput?.focus();
    this.send("tags-changed", { set: {}, remove: [tag] } satisfies TagChanges);
  }

  private readonly onSubmit = (ev: SubmitEvent): void => {
    ev.preventDefault();
    const data = new FormData(ev.currentTarget as HTMLFormElement);
    const [tag, value] = ["tag", "value"].map((name) => String(data.get(name) ?? "").trim());
    if (!tag || value === undefined || this.working) return;
    this.send("tags-changed", { set: { [tag]: value }, remove: [] } satisfies TagChanges);
  };

  /** Begin the next tag, once one is saved. */
  clear(): void {
    this.renderRoot.querySelector("form")?.reset();
    if (this.shadowRoot?.activeElement) this.firstInput?.focus();
  }

  private send(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      p {
        margin: 0 0 12px;
        line-height: 1.5;
      }
      .tags {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-bottom: 12px;
      }
      .chip {
        max-width: 100%;
      }
      .chip:not(.edit) span {
        color: var(--secondary-text-color);
      }
      b {
        min-width: 0;
        font-weight: 500;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .edit {
        border-style: dashed;
      }
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 8px;
        margin-bottom: 12px;
      }
      label {
        flex: 1 1 140px;
        font-size: 14px;
        color: var(--secondary-text-color);
      }
      input {
        display: block;
        width: 100%;
        height: 40px;
        margin-top: 4px;
        padding: 0 12px;
        border: 1px solid var(--outline-color, var(--divider-color));
        border-radius: var(--ha-border-radius-md, 8px);
        font: inherit;
        font-size: 16px;
        color: var(--primary-text-color);
        background-color: var(--secondary-background-color);
      }
    `,
  ];
}
