/**
 * Texts of the card, in the language of the page.
 *
 * They are requested here: the frontend may lose those of an integration while it loads
 * others or changes the language, and does not request them again.
 */

import type { Hass } from "./types.ts";

const PREFIX = "component.vxg.selector.card.options.";
const FIRST_RETRY = 1_000;
const LONGEST_RETRY = 60_000;

interface Loading {
  language: string;
  /** Settled after the first attempt, whatever became of it. */
  attempted: Promise<unknown>;
  /** Settled once the texts are there, or those of another language are wanted. */
  done: Promise<void>;
}

interface Root extends HTMLElement {
  hass?: Hass;
}

let texts: Record<string, string> = {};
let loading: Loading | undefined;

const pause = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

/** Return a text of the card; empty while it is not loaded. */
export function cardText(key: string, values: Record<string, unknown> = {}): string {
  return (texts[PREFIX + key] ?? "").replace(/{(\w+)}/g, (_, name: string) => String(values[name] ?? ""));
}

/** Load the texts, until it succeeds; those in the language of before are shown meanwhile. */
export function loadTexts(hass: Hass): Loading {
  if (loading?.language !== hass.language) {
    const first = request(hass);
    const done = first.catch(() => retry(hass));
    loading = { language: hass.language, attempted: Promise.allSettled([first]), done };
  }
  return loading;
}

async function request(hass: Hass): Promise<void> {
  const { language } = hass;
  const { resources } = await hass.callWS<{ resources: Record<string, string> }>({
    type: "frontend/get_translations",
    language,
    category: "selector",
    integration: ["vxg"],
  });
  if (Object.keys(resources).length === 0) throw new Error("The integration is not set up yet");
  if (loading?.language === language) texts = resources;
}

async function retry(hass: Hass): Promise<void> {
  for (let delay = FIRST_RETRY; ; delay = Math.min(2 * delay, LONGEST_RETRY)) {
    await pause(delay);
    if (loading?.language !== hass.language) return;
    try {
      return await request(hass);
    } catch {
      // The connection may be back the next time.
    }
  }
}

/** Load the texts as soon as the page is logged in: the card picker reads them once. */
export async function loadTextsOfPage(): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const { hass } = document.querySelector<Root>("home-assistant") ?? {};
    if (hass?.connection) return loadTexts(hass).done;
    await pause(100);
  }
}
