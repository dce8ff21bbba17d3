/** Whether an event that arrives belongs to the list, by the rules of the server. */

import type { Format } from "./format.ts";
import type { Filter, VxgEvent } from "./types.ts";

export function isEmpty(filter: Filter): boolean {
  return (
    filter.event_types.length === 0 &&
    filter.entity_ids.length === 0 &&
    filter.text === "" &&
    filter.tags.length === 0 &&
    filter.reviewed === null
  );
}

export function matches(
  event: VxgEvent,
  filter: Filter,
  names: Pick<Format, "type" | "camera">,
): boolean {
  const { event_types: types, entity_ids: cameras, reviewed } = filter;
  return (
    (types.length === 0 || types.includes(event.event_type)) &&
    (cameras.length === 0 || cameras.includes(event.entity_id)) &&
    (reviewed === null || reviewed === event.reviewed) &&
    filter.tags.every((tag) => tag in event.metadata) &&
    containsText(event, filter.text, names)
  );
}

function containsText(
  event: VxgEvent,
  text: string,
  names: Pick<Format, "type" | "camera">,
): boolean {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const searched = [
    event.event_type,
    event.name,
    names.type(event.event_type, event.name),
    names.camera(event.entity_id),
    ...Object.entries(event.metadata).flat().map(String),
  ]
    .join("\n")
    .toLocaleLowerCase();
  return words.every((word) => searched.includes(word));
}

/** Return a list with a value added, or removed if it was there. */
export function toggled<T>(values: readonly T[], value: T): T[] {
  return values.includes(value)
    ? values.filter((other) => other !== value)
    : [...values, value];
}
