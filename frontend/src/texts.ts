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

/** Load the texts once the page is logged in. */
export async function loadTexts(): Promise<void> {
  for (let attempt = 0; attempt < 60; attempt++) {
    const hass = hassOfPage();
    if (hass?.loadBackendTranslation) {
      await hass.loadBackendTranslation("selector", "vxg");
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}
