/** Defines the elements, and tells the card picker and the dialog for dashboards of them. */

import { EventsBar } from "./bar.ts";
import { cameraOf, domainOf } from "./cameras.ts";
import { EventsCard } from "./card.ts";
import { PARTS } from "./config_form.ts";
import { EventsFilters } from "./filters.ts";
import { EventsList } from "./list.ts";
import { EventsLive } from "./live.ts";
import { EventsMark } from "./mark.ts";
import { EventsPlayer } from "./player.ts";
import { VxgDashboardStrategy, VxgSectionStrategy } from "./strategy.ts";
import { EventsTags } from "./tags.ts";
import { cardText, loadTextsOfPage } from "./texts.ts";
import type { Hass } from "./types.ts";

const DOCUMENTATION = "https://github.com/lens-and-latch/home-assistant-vxg/blob/main/docs/dashboards.md";
const SUGGESTED_FOR = ["camera", "event", "image"];

declare global {
  interface Window {
    customCards?: object[];
    customStrategies?: object[];
  }
}

/** A second copy of the bundle, loaded from another address, changes nothing. */
function define(name: string, element: CustomElementConstructor): boolean {
  if (customElements.get(name)) return false;
  customElements.define(name, element);
  return true;
}

/** Return what the picker shows, in the language that the page has by then. */
function described(name: string, description: string): object {
  return {
    get name() {
      return cardText(name) || "VXG";
    },
    get description() {
      return cardText(description);
    },
    documentationURL: DOCUMENTATION,
  };
}

function withGetters<T extends object>(entry: object, more: T): T {
  return Object.defineProperties(more, Object.getOwnPropertyDescriptors(entry));
}

define("vxg-events-list", EventsList);
define("vxg-events-bar", EventsBar);
define("vxg-events-filters", EventsFilters);
define("vxg-events-mark", EventsMark);
define("vxg-events-live", EventsLive);
define("vxg-events-tags", EventsTags);
define("vxg-events-player", EventsPlayer);

if (define("vxg-events-card", EventsCard)) {
  window.customCards ??= [];
  window.customCards.push(
    withGetters(described("card_name", "card_description"), {
      type: "vxg-events-card",
      preview: true,
      getEntitySuggestion: (hass: Hass, entityId: string) => {
        const camera = SUGGESTED_FOR.includes(domainOf(entityId))
          ? cameraOf(hass, entityId)
          : undefined;
        if (!camera) return null;
        return { config: { type: "custom:vxg-events-card", entities: [camera], ...PARTS } };
      },
    }),
  );
  void loadTextsOfPage();
}

window.customStrategies ??= [];
if (define("ll-strategy-dashboard-vxg", VxgDashboardStrategy))
  window.customStrategies.push(
    withGetters(described("dashboard_name", "dashboard_description"), {
      type: "vxg",
      strategyType: "dashboard",
    }),
  );
if (define("ll-strategy-section-vxg", VxgSectionStrategy))
  window.customStrategies.push(
    withGetters(described("section_name", "section_description"), {
      type: "vxg",
      strategyType: "section",
    }),
  );
