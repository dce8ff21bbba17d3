/** Texts where there is no card yet: in the card picker, and in the form of settings. */

import type { Hass } from "./types.ts";

interface Root extends HTMLElement {
  hass?: Hass;
}

function hassOfPage(): Hass | undefined {
  return document.querySelector<Root>("home-assistant")?.hass;
}

/** Return a text of the card in the language of the page; empty if it is not loaded. */
export function frontendText(key: string): string {
  return hassOfPage()?.localize(`component.vxg.selector.card.options.${key}`) || "";
}

let loading: { language: string; done: Promise<unknown> } | undefined;

/**
 * Load the texts of the card, which the frontend does not load by itself.
 *
 * A second request of the frontend for the same texts would not wait for the first one.
 */
export function loadTexts(hass: Hass): Promise<unknown> {
  if (loading?.language !== hass.language) {
    const done = hass.loadBackendTranslation?.("selector", "vxg") ?? Promise.resolve();
    loading = { language: hass.language, done };
  }
  return loading.done;
}

/** Load the texts once the page is logged in. */
export async function loadTextsOfPage(): Promise<void> {
  for (let attempt = 0; attempt < 60; attempt++) {
    const hass = hassOfPage();
    if (hass?.loadBackendTranslation) {
      await loadTexts(hass);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}
