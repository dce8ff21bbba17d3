/** Styles of the list of events. Heights are those of `HEIGHTS` in `list.ts`. */

import { css } from "lit";

export const listStyles = css`
  :host {
    display: block;
    position: relative;
    overflow: hidden;
  }
  .scroller {
    height: 100%;
    overflow-y: auto;
    overscroll-behavior: contain;
    overflow-anchor: none;
    scrollbar-width: thin;
    scrollbar-color: var(--scrollbar-thumb-color, var(--divider-color)) transparent;
  }
  .space {
    position: relative;
    contain: layout;
  }
  .row {
    position: absolute;
    inset: 0 0 auto;
    margin: 0;
    contain: strict;
  }
  .day {
    height: 44px;
    padding: 14px 16px 6px;
    font-size: 14px;
    font-weight: 500;
    line-height: 24px;
    color: var(--secondary-text-color);
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .current {
    position: absolute;
    inset: 0 12px auto 0;
    padding-top: 12px;
    background-color: var(--ha-card-background, var(--card-background-color));
  }
  .event {
    display: flex;
    align-items: center;
    gap: 12px;
    width: 100%;
    height: 80px;
    padding: 6px 16px;
    text-align: start;
  }
  .event:hover {
    background-color: var(--secondary-background-color);
  }
  .event:focus-visible {
    outline-offset: -3px;
    border-radius: var(--ha-border-radius-md, 8px);
  }
  .thumb {
    display: flex;
    align-items: center;
    justify-content: center;
    width: 112px;
    height: 63px;
    flex: none;
    object-fit: cover;
    border-radius: var(--ha-border-radius-md, 8px);
    color: var(--secondary-text-color);
    background-color: var(--secondary-background-color);
  }
  .thumb .icon {
    width: 28px;
    height: 28px;
    opacity: 0.7;
  }
  .main {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-width: 0;
    line-height: 20px;
  }
  .title {
    display: flex;
    align-items: center;
    gap: 6px;
    font-size: 15px;
  }
  .title .icon {
    width: 18px;
    height: 18px;
    color: var(--primary-color);
  }
  .title b {
    flex: 1;
    min-width: 0;
    font-weight: 500;
  }
  .title b,
  .sub,
  .caption,
  .tag {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  time {
    font-size: 13px;
    font-variant-numeric: tabular-nums;
    color: var(--secondary-text-color);
  }
  .sub {
    font-size: 13px;
    color: var(--secondary-text-color);
  }
  .chips {
    display: flex;
    gap: 4px;
    margin-top: 2px;
    overflow: hidden;
    mask-image: linear-gradient(to left, transparent, black 16px);
  }
  .chips:dir(rtl) {
    mask-image: linear-gradient(to right, transparent, black 16px);
  }
  .chips i {
    flex: none;
    max-width: 200px;
    padding: 0 8px;
    border-radius: 10px;
    font-size: 12px;
    font-style: normal;
    line-height: 20px;
    background-color: var(--secondary-background-color);
    color: var(--primary-text-color);
  }
  .event:hover .chips i {
    background-color: var(--divider-color);
  }
  .chips .late {
    background-color: color-mix(in srgb, var(--warning-color) 25%, transparent);
  }
  .chips .reviewed {
    background-color: color-mix(in srgb, var(--success-color) 25%, transparent);
  }
  .chips .caption {
    max-width: none;
    flex: 0 1 auto;
    min-width: 0;
    padding: 0;
    background: none !important;
    color: var(--secondary-text-color);
  }
  .gap {
    display: flex;
    align-items: center;
    gap: 8px;
    height: 48px;
    padding: 4px 16px;
    font-size: 12px;
    line-height: 16px;
  }
  .gap .icon {
    color: var(--warning-color);
  }
  .note {
    display: flex;
    align-items: center;
    justify-content: center;
    height: 56px;
    font-size: 13px;
    color: var(--secondary-text-color);
  }
  .spinner {
    width: 24px;
    height: 24px;
    border: 3px solid var(--divider-color);
    border-top-color: var(--primary-color);
    border-radius: 50%;
    animation: turn 1s linear infinite;
  }
  @keyframes turn {
    to {
      rotate: 360deg;
    }
  }
  .new {
    position: absolute;
    inset: 44px 0 auto;
    width: fit-content;
    margin: auto;
    padding: 0 16px;
    height: 36px;
    border-radius: 18px;
    font-size: 14px;
    font-weight: 500;
    color: var(--text-primary-color, #fff);
    background-color: var(--primary-color);
    box-shadow: 0 2px 8px rgba(0, 0, 0, 0.3);
  }
  @container card (max-width: 400px) {
    .thumb {
      width: 88px;
      height: 56px;
    }
    .event {
      gap: 10px;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .spinner {
      animation-duration: 4s;
    }
  }
`;
