/** Styles that the parts share; all colors are those of Home Assistant's theme. */

import { css } from "lit";

export const shared = css`
  :host {
    box-sizing: border-box;
    color: var(--primary-text-color);
    font-family: var(--ha-font-family-body, Roboto, Noto, sans-serif);
    -webkit-font-smoothing: antialiased;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    padding: 0;
    margin: 0;
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
  }
  button:disabled {
    cursor: default;
    opacity: 0.4;
  }
  :focus-visible {
    outline: 2px solid var(--primary-color);
    outline-offset: 2px;
  }
  .icon {
    width: 20px;
    height: 20px;
    flex: none;
    fill: currentColor;
  }
  .foreign {
    unicode-bidi: isolate;
  }
  .icon-button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    width: 40px;
    height: 40px;
    flex: none;
    border-radius: 50%;
    color: var(--secondary-text-color);
  }
  .icon-button .icon {
    width: 24px;
    height: 24px;
  }
  .icon-button:hover:not(:disabled),
  .chip:hover:not(:disabled) {
    background-color: var(--secondary-background-color);
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    height: 32px;
    padding: 0 12px;
    flex: none;
    max-width: 260px;
    border: 1px solid var(--outline-color, var(--divider-color));
    border-radius: var(--ha-border-radius-md, 8px);
    font-size: 14px;
    white-space: nowrap;
  }
  .chip .icon {
    width: 18px;
    height: 18px;
    color: var(--secondary-text-color);
  }
  .chip[aria-pressed="true"] {
    background-color: rgba(var(--rgb-primary-color, 3, 169, 244), 0.2);
    border-color: transparent;
  }
  .chip[aria-pressed="true"] .icon {
    color: inherit;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-height: 40px;
    padding: 0 16px;
    border-radius: var(--ha-border-radius-pill, 9999px);
    color: var(--primary-text-color);
    background-color: rgba(var(--rgb-primary-color, 3, 169, 244), 0.15);
    font-size: 14px;
    font-weight: 500;
    text-decoration: none;
  }
  .button:hover:not(:disabled) {
    background-color: rgba(var(--rgb-primary-color, 3, 169, 244), 0.25);
  }
`;

export const dialogs = css`
  dialog {
    box-sizing: border-box;
    display: flex;
    flex-direction: column;
    width: min(900px, 100vw - 32px);
    max-width: none;
    max-height: calc(100vh - 32px);
    max-height: calc(100dvh - 32px);
    padding: 0;
    border: 0;
    border-radius: var(--ha-dialog-border-radius, var(--ha-border-radius-3xl, 24px));
    color: var(--primary-text-color);
    background-color: var(
      --ha-dialog-surface-background,
      var(--card-background-color, var(--ha-card-background))
    );
    overflow: hidden;
  }
  dialog:not([open]) {
    display: none;
  }
  dialog::backdrop {
    background-color: rgba(0, 0, 0, 0.6);
  }
  header {
    display: flex;
    align-items: center;
    gap: 4px;
    padding: 8px 16px 8px 8px;
  }
  header h2 {
    flex: 1;
    min-width: 0;
    margin: 0;
    font-size: 18px;
    font-weight: 500;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  @media (max-width: 600px) {
    dialog {
      width: 100vw;
      height: 100vh;
      height: 100dvh;
      max-height: none;
      border-radius: 0;
    }
  }
`;
