import assert from "node:assert/strict";
import { test } from "node:test";
import type { EntityEntry, Hass } from "../src/types.ts";
import {
  cameraView,
  camerasByArea,
  chosenCameras,
  eventsSection,
  overview,
} from "../src/views.ts";

function makeHass(): Hass {
  const entities: Record<string, EntityEntry> = {};
  const states: Hass["states"] = {};
  const add = (id: string, name: string, more: Partial<EntityEntry> = {}) => {
    const device = name.split(" ")[0] ?? "";
    entities[id] = { entity_id: id, platform: "vxg", device_id: device, ...more };
    states[id] = { entity_id: id, state: "on", attributes: { friendly_name: name } };
  };
  add("camera.yard", "Yard");
  add("camera.door", "Door", { area_id: "hall" });
  add("camera.cellar", "Cellar");
  add("binary_sensor.yard_motion", "Yard Motion");
  add("switch.yard_light", "Yard Light");
  add("sensor.yard_hidden", "Yard Hidden", { hidden: true });
  add("sensor.yard_status", "Yard Status", { entity_category: "diagnostic" });
  add("button.yard_siren", "Yard Siren", { translation_key: "trigger" });
  return {
    entities,
    states,
    devices: { Yard: { id: "Yard", area_id: "garden" } },
    areas: {
      hall: { area_id: "hall", name: "Hall" },
      garden: { area_id: "garden", name: "Garden" },
    },
    language: "en",
    locale: { language: "en" },
    localize: () => "",
  } as unknown as Hass;
}

const ALL = ["camera.cellar", "camera.door", "camera.yard"];
const text = (key: string) => key.toUpperCase();

test("cameras are in the order of their areas, those of none come last", () => {
  assert.deepEqual(camerasByArea(makeHass(), ALL), [
    ["Garden", ["camera.yard"]],
    ["Hall", ["camera.door"]],
    ["", ["camera.cellar"]],
  ]);
});

test("cameras that the user may not see have no place on the dashboard", () => {
  const hass = makeHass();
  delete hass.states["camera.door"];
  const config = { type: "custom:vxg" };
  assert.deepEqual(chosenCameras(hass, config), ["camera.cellar", "camera.yard"]);
  assert.deepEqual(chosenCameras(hass, { ...config, entities: ALL }), ["camera.cellar", "camera.yard"]);
  // Nor has any, while Home Assistant starts.
  assert.deepEqual(chosenCameras({ ...hass, states: {} }, config), ALL);
});

test("the overview shows all cameras and their events", () => {
  const view = overview(makeHass(), ALL, text);
  const headings = view.sections?.map(({ cards }) => (cards[0] as { heading: string }).heading);
  assert.deepEqual(headings, ["Garden", "Hall", "OTHER_CAMERAS", "EVENTS"]);
  const card = view.sections?.at(-1)?.cards[1] as { entities: string[]; show_live: boolean };
  assert.deepEqual(card.entities, ALL);
  assert.equal(card.show_live, false);
});

test("cameras without areas are not called the other ones", () => {
  const view = overview(makeHass(), ["camera.cellar"], text);
  assert.deepEqual(view.sections?.[0]?.cards[0], { type: "heading", heading: "CAMERAS" });
});

test("a camera has a view with its sensors and switches", () => {
  const view = cameraView(makeHass(), "camera.yard", text);
  assert.equal(view.title, "Yard");
  assert.equal(view.path, "yard");
  assert.deepEqual(view.sections?.[1]?.cards.slice(1), [
    { type: "tile", entity: "binary_sensor.yard_motion", name: "Motion" },
    { type: "tile", entity: "switch.yard_light", name: "Light" },
  ]);
  assert.equal(cameraView(makeHass(), "camera.door", text).sections?.length, 1);
});

test("a strategy shows the cameras that it names, and otherwise all", () => {
  const config = { type: "custom:vxg" };
  assert.deepEqual(chosenCameras(makeHass(), config), ALL);
  assert.deepEqual(chosenCameras(makeHass(), { ...config, entities: ["button.yard_siren"] }), [
    "camera.yard",
  ]);
});

test("a section has the live view where it is asked for", () => {
  const shows = (live: boolean) =>
    (eventsSection(ALL, text, live).cards[1] as { show_live: boolean }).show_live;
  assert.deepEqual([shows(true), shows(false)], [true, false]);
});
