/** The event that the address of the page names, as the links of notifications do. */

const EVENT = "vxg-event";
const CAMERA = "vxg-camera";

export interface NamedEvent {
  id: number;
  /** Its camera; null if the address does not say. */
  camera: string | null;
}

/** Return the event that the query of an address names, if any. */
export function namedEvent(query: string): NamedEvent | null {
  const parameters = new URLSearchParams(query);
  const text = parameters.get(EVENT) ?? "";
  return /^\d{1,15}$/.test(text)
    ? { id: Number(text), camera: parameters.get(CAMERA) || null }
    : null;
}

/** Return an address that names no event. */
export function withoutEvent(address: string): string {
  const url = new URL(address);
  url.searchParams.delete(EVENT);
  url.searchParams.delete(CAMERA);
  return url.href;
}
