/** The integration's cameras, and what belongs to each of them. */

import type { CardConfig, EntityEntry, Hass } from "./types.ts";

const PLATFORM = "vxg";

export function domainOf(entityId: string): string {
  return entityId.slice(0, entityId.indexOf("."));
}

/** Return all cameras of the integration, in the order of their names. */
export function allCameras(hass: Hass): string[] {
  return Object.values(hass.entities)
    .filter((entry) => isCamera(entry) && !entry.hidden)
    .map((entry) => entry.entity_id)
    .sort((a, b) => cameraName(hass, a).localeCompare(cameraName(hass, b), hass.locale.language));
}

function isCamera(entry: EntityEntry): boolean {
  return entry.platform === PLATFORM && domainOf(entry.entity_id) === "camera";
}

export function cameraName(hass: Hass, entityId: string): string {
  return String(hass.states[entityId]?.attributes["friendly_name"] ?? entityId);
}

/** Return the camera of an entity of the integration: itself, or that of its device. */
export function cameraOf(hass: Hass, entityId: string): string | undefined {
  const entry = hass.entities[entityId];
  if (!entry || entry.platform !== PLATFORM) return undefined;
  if (isCamera(entry)) return entityId;
  return siblings(hass, entityId).find(isCamera)?.entity_id;
}

/** Return the entities of the device of an entity. */
export function siblings(hass: Hass, entityId: string): EntityEntry[] {
  const device = hass.entities[entityId]?.device_id;
  return device
    ? Object.values(hass.entities).filter((entry) => entry.device_id === device)
    : [];
}

/** Return the cameras that a card shows. */
export function camerasOf(hass: Hass, config: CardConfig): string[] {
  const named = config.entities ?? (config.entity ? [config.entity] : []);
  if (named.length === 0) return allCameras(hass);
  const cameras = named.map((entityId) => cameraOf(hass, entityId));
  return [...new Set(cameras.filter((camera) => camera !== undefined))];
}

/** Return the area of a camera: its own, or that of its device. */
export function areaOf(hass: Hass, entityId: string): string | null {
  const entry = hass.entities[entityId];
  const device = entry?.device_id ? hass.devices[entry.device_id] : undefined;
  return entry?.area_id ?? device?.area_id ?? null;
}

/** Return the types of events that cameras are known to have. */
export function eventTypes(hass: Hass, cameras: string[]): string[] {
  const types = new Set<string>();
  for (const camera of cameras)
    for (const { entity_id: id } of siblings(hass, camera)) {
      const known = domainOf(id) === "event" && hass.states[id]?.attributes["event_types"];
      if (Array.isArray(known)) for (const type of known) types.add(String(type));
    }
  return [...types];
}

/** Return the buttons that create or trigger an event of a camera. */
export function eventButtons(hass: Hass, camera: string): EntityEntry[] {
  return siblings(hass, camera).filter(
    (entry) =>
      domainOf(entry.entity_id) === "button" &&
      !entry.hidden &&
      (entry.translation_key === "create" || entry.translation_key === "trigger") &&
      hass.states[entry.entity_id] !== undefined,
  );
}
