/** Strategies: dashboards and sections that build themselves of the cameras that there are. */

import { cardText, loadTexts } from "./texts.ts";
import type { Hass } from "./types.ts";
import {
  cameraView,
  chosenCameras,
  eventsSection,
  overview,
  type Section,
  type StrategyConfig,
  type View,
} from "./views.ts";

const text = (key: string): string => cardText(key) || key;

export class VxgDashboardStrategy extends HTMLElement {
  static readonly noEditor = true;

  static async generate(config: StrategyConfig, hass: Hass): Promise<{ views: View[] }> {
    await loadTexts(hass).attempted;
    const cameras = chosenCameras(hass, config);
    return {
      views: [
        overview(hass, cameras, text),
        ...cameras.map((camera) => cameraView(hass, camera, text)),
      ],
    };
  }

  /** What the dialog that adds the dashboard suggests. */
  static getCreateSuggestions(): { title: string; icon: string } {
    return { title: cardText("cameras") || "Cameras", icon: "mdi:cctv" };
  }
}

/**
 * A section with the newest events, for dashboards that somebody made.
 *
 * Only frontends from 2026.11 on let users choose it.
 */
export class VxgSectionStrategy extends HTMLElement {
  static readonly noEditor = true;

  /** What the dialog that adds the section shows and adds. */
  static getStubConfig(): StrategyConfig {
    return { type: "custom:vxg" };
  }

  static async generate(config: StrategyConfig, hass: Hass): Promise<Section> {
    await loadTexts(hass).attempted;
    const cameras = chosenCameras(hass, config);
    return eventsSection(cameras, text, cameras.length === 1);
  }
}
