/** The dialog that creates an event of any type, with a text. */

import { css, html, LitElement, type TemplateResult } from "lit";
import { createEvent, errorText } from "./api.ts";
import type { Format } from "./format.ts";
import { ICONS, icon } from "./icons.ts";
import { dialogs, shared } from "./styles.ts";
import { clean } from "./text.ts";
import type { Hass } from "./types.ts";

export class EventsMark extends LitElement {
  static override properties = {
    format: { attribute: false },
    camera: { attribute: false },
    types: { attribute: false },
    working: { state: true },
    said: { state: true },
  };

  declare format: Format;
  declare camera: string;
  declare types: string[];
  declare working: boolean;
  declare said: string;
  hass: Hass | undefined;

  constructor() {
    super();
    this.types = [];
    this.working = false;
    this.said = "";
  }

  private get dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector("dialog");
  }

  show(): void {
    this.said = "";
    this.renderRoot.querySelector("form")?.reset();
    this.dialog?.showModal();
  }

  protected override render(): TemplateResult {
    const { format } = this;
    return html`<dialog aria-labelledby="title" @keydown=${(ev: Event) => ev.stopPropagation()}>
      <header>
        <button class="icon-button" aria-label=${format.text("close")} @click=${this.close}>
          ${icon(ICONS.close)}
        </button>
        <h2 id="title">
          ${format.text("create_event")} · <span class="foreign">${format.camera(this.camera)}</span>
        </h2>
      </header>
      <form @submit=${this.onSubmit}>
        <label>
          ${format.text("event_type")}
          <input name="type" required maxlength="100" autocomplete="off" list="types" />
        </label>
        <datalist id="types">
          ${this.types.map((type) => html`<option value=${type}>${format.type(type)}</option>`)}
        </datalist>
        <label>
          ${format.text("note")}
          <input name="text" maxlength="255" autocomplete="off" />
        </label>
        <p class="said" role="alert">${this.said}</p>
        <div class="actions">
          <button type="button" class="button plain" @click=${this.close}>
            ${format.text("cancel")}
          </button>
          <button class="button" ?disabled=${this.working}>${format.text("create")}</button>
        </div>
      </form>
    </dialog>`;
  }

  private readonly close = (): void => this.dialog?.close();

  private readonly onSubmit = async (ev: SubmitEvent): Promise<void> => {
    ev.preventDefault();
    const data = new FormData(ev.currentTarget as HTMLFormElement);
    const value = (name: string) => String(data.get(name) ?? "").trim();
    if (!this.hass || value("type") === "") return;
    this.working = true;
    this.said = "";
    try {
      await createEvent(this.hass, this.camera, value("type"), value("text"));
      this.close();
    } catch (error) {
      this.said = clean(errorText(error), 300);
    }
    this.working = false;
  };

  static override styles = [
    shared,
    dialogs,
    css`
      dialog {
        width: min(480px, 100vw - 32px);
      }
      @media (max-width: 600px) {
        dialog {
          width: min(480px, 100vw - 32px);
          height: fit-content;
          border-radius: var(--ha-dialog-border-radius, var(--ha-border-radius-3xl, 24px));
        }
      }
      form {
        padding: 8px 24px 16px;
      }
      label {
        display: block;
        margin-bottom: 16px;
        font-size: 14px;
        color: var(--secondary-text-color);
      }
      input {
        display: block;
        width: 100%;
        height: 48px;
        margin-top: 4px;
        padding: 0 16px;
        border: 1px solid var(--outline-color, var(--divider-color));
        border-radius: var(--ha-border-radius-md, 8px);
        font: inherit;
        font-size: 16px;
        color: var(--primary-text-color);
        background-color: var(--secondary-background-color);
      }
      .said {
        min-height: 20px;
        margin: 0;
        font-size: 14px;
        color: var(--error-color);
      }
      .actions {
        display: flex;
        justify-content: flex-end;
        gap: 8px;
      }
      .plain {
        background: none;
      }
    `,
  ];
}
