import assert from "node:assert/strict";
import { test } from "node:test";
import {
  allCameras,
  areaOf,
  cameraOf,
  camerasOf,
  eventButtons,
  eventTypes,
} from "../src/cameras.ts";
import type { CardConfig, EntityEntry, Hass } from "../src/types.ts";

function makeHass(): Hass {
  const entities: Record<string, EntityEntry> = {};
  const states: Hass["states"] = {};
  const add = (id: string, device: string, more: Partial<EntityEntry> = {}, attributes = {}) => {
    entities[id] = { entity_id: id, platform: "vxg", device_id: device, ...more };
    states[id] = { entity_id: id, state: "on", attributes };
  };
  add("camera.yard", "yard", {}, { friendly_name: "Yard" });
  add("event.yard_events", "yard", {}, { event_types: ["motion", "sound"] });
  add("image.yard_last_image", "yard");
  add("button.yard_siren", "yard", { translation_key: "trigger" });
  add("button.yard_guest", "yard", { translation_key: "create" });
  add("button.yard_hidden", "yard", { translation_key: "create", hidden: true });
  add("camera.door", "door", { area_id: "hall" }, { friendly_name: "Door" });
  add("camera.other", "other", { platform: "demo" });
  add("event.other", "other", { platform: "demo" });
  add("sensor.alone", "entry");
  return {
    entities,
    states,
    devices: { yard: { id: "yard", area_id: "garden" } },
    areas: {},
    locale: { language: "en" },
  } as unknown as Hass;
}

const config = (more: Partial<CardConfig>) => ({ type: "custom:vxg-events-card", ...more });

test("the cameras of the integration are listed by their names", () => {
  assert.deepEqual(allCameras(makeHass()), ["camera.door", "camera.yard"]);
});

for (const [entity, camera] of [
  ["camera.yard", "camera.yard"],
  ["event.yard_events", "camera.yard"],
  ["image.yard_last_image", "camera.yard"],
  ["camera.other", undefined],
  ["event.other", undefined],
  ["sensor.alone", undefined],
  ["camera.gone", undefined],
] as const)
  test(`the camera of ${entity} is ${camera}`, () => {
    assert.equal(cameraOf(makeHass(), entity), camera);
  });

test("a card shows the cameras that it names, and otherwise all", () => {
  const hass = makeHass();
  assert.deepEqual(camerasOf(hass, config({})), ["camera.door", "camera.yard"]);
  assert.deepEqual(camerasOf(hass, config({ entities: [] })), ["camera.door", "camera.yard"]);
  assert.deepEqual(camerasOf(hass, config({ entity: "event.yard_events" })), ["camera.yard"]);
  const entities = ["event.yard_events", "camera.yard", "camera.other"];
  assert.deepEqual(camerasOf(hass, config({ entities })), ["camera.yard"]);
  assert.deepEqual(camerasOf(hass, config({ entities: ["camera.other"] })), []);
});

test("the area of a camera is its own, or that of its device", () => {
  const hass = makeHass();
  assert.equal(areaOf(hass, "camera.door"), "hall");
  assert.equal(areaOf(hass, "camera.yard"), "garden");
  assert.equal(areaOf(hass, "camera.other"), null);
});

test("the types of a camera are those of its event entity", () => {
  assert.deepEqual(eventTypes(makeHass(), ["camera.yard", "camera.door"]), ["motion", "sound"]);
});

test("the buttons of a camera create or trigger events", () => {
  const ids = eventButtons(makeHass(), "camera.yard").map(({ entity_id: id }) => id);
  assert.deepEqual(ids, ["button.yard_siren", "button.yard_guest"]);
});
