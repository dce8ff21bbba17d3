/** The views of dashboards that build themselves of the cameras that there are. */

import { allCameras, areaOf, cameraOf, domainOf, siblings } from "./cameras.ts";
import { PARTS } from "./config_form.ts";
import type { Hass } from "./types.ts";

/** Returns a text of the card. */
type Text = (key: string) => string;

const CARD = "custom:vxg-events-card";

export interface StrategyConfig {
  type: string;
  /** Cameras; all if none is named. */
  entities?: string[];
}

export interface Section {
  type: "grid";
  cards: object[];
  column_span?: number;
}

export interface View {
  title: string;
  path: string;
  icon?: string;
  type: string;
  max_columns?: number;
  sections?: Section[];
  subview?: boolean;
}

export function nameOf(hass: Hass, entityId: string): string {
  return String(hass.states[entityId]?.attributes["friendly_name"] ?? entityId);
}

function pathOf(entityId: string): string {
  return entityId.slice(entityId.indexOf(".") + 1);
}

/** Return the cameras of a dashboard: those that have a state for the user who opens it. */
export function chosenCameras(hass: Hass, config: StrategyConfig): string[] {
  const named = config.entities?.length
    ? config.entities.map((entityId) => cameraOf(hass, entityId))
    : allCameras(hass);
  const known = [...new Set(named.filter((camera) => camera !== undefined))];
  const visible = known.filter((camera) => hass.states[camera]);
  // While Home Assistant starts, no camera has one.
  return visible.length > 0 ? visible : known;
}

/** Return the cameras of each area, in the order of names; those of none come last. */
export function camerasByArea(hass: Hass, cameras: string[]): [string, string[]][] {
  const groups = new Map<string, string[]>();
  for (const camera of cameras) {
    const name = hass.areas[areaOf(hass, camera) ?? ""]?.name ?? "";
    groups.set(name, [...(groups.get(name) ?? []), camera]);
  }
  return [...groups].sort(
    ([a], [b]) => Number(a === "") - Number(b === "") || a.localeCompare(b, hass.language),
  );
}

function picture(camera: string): object {
  return {
    type: "picture-entity",
    entity: camera,
    camera_view: "auto",
    show_state: false,
    tap_action: { action: "navigate", navigation_path: pathOf(camera) },
    grid_options: { columns: 6, rows: "auto" },
  };
}

export function overview(hass: Hass, cameras: string[], text: Text): View {
  const groups = camerasByArea(hass, cameras);
  const others = text(groups.length > 1 ? "other_cameras" : "cameras");
  return {
    title: text("overview"),
    path: "cameras",
    icon: "mdi:cctv",
    type: "sections",
    max_columns: 3,
    sections: [
      ...groups.map(
        ([area, members]): Section => ({
          type: "grid",
          cards: [{ type: "heading", heading: area || others }, ...members.map(picture)],
        }),
      ),
      eventsSection(cameras, text, false),
    ],
  };
}

/** What a camera has besides its video and events: its sensors and switches. */
function tiles(hass: Hass, camera: string): object[] {
  const domains = ["binary_sensor", "switch", "select", "sensor"];
  return siblings(hass, camera)
    .filter(
      ({ entity_id: id, hidden, entity_category: category }) =>
        domains.includes(domainOf(id)) && !hidden && !category && hass.states[id],
    )
    .sort(
      (a, b) =>
        domains.indexOf(domainOf(a.entity_id)) - domains.indexOf(domainOf(b.entity_id)) ||
        a.entity_id.localeCompare(b.entity_id),
    )
    .map(({ entity_id: entity }) => ({
      type: "tile",
      entity,
      name: nameOf(hass, entity).replace(`${nameOf(hass, camera)} `, ""),
    }));
}

export function cameraView(hass: Hass, camera: string, text: Text): View {
  const states = tiles(hass, camera);
  return {
    title: nameOf(hass, camera),
    path: pathOf(camera),
    type: "sections",
    max_columns: 3,
    sections: [
      {
        type: "grid",
        column_span: 2,
        cards: [
          {
            type: CARD,
            entities: [camera],
            ...PARTS,
            grid_options: { columns: "full", rows: "auto" },
          },
        ],
      },
      ...(states.length > 0
        ? [
            {
              type: "grid" as const,
              cards: [{ type: "heading", heading: text("states") }, ...states],
            },
          ]
        : []),
    ],
  };
}

/** A section with the newest events of cameras. */
export function eventsSection(cameras: string[], text: Text, showLive: boolean): Section {
  return {
    type: "grid",
    cards: [
      { type: "heading", heading: text("events"), icon: "mdi:timeline-text-outline" },
      { type: CARD, entities: cameras, ...PARTS, show_live: showLive },
    ],
  };
}
