/** The event that the address of the page names, as the links of notifications do. */

import type { EventId } from "./types.ts";

const EVENT = "vxg-event";
const CAMERA = "vxg-camera";
const CHANGES = ["location-changed", "popstate"];
/** A card that shows the camera comes before those that do not. */
const OTHERS_FIRST = 3_000;

export interface NamedEvent {
  id: EventId;
  /** Its camera; null if the address does not say. */
  camera: string | null;
}

/** Return the event that the query of an address names, if any. */
export function namedEvent(query: string): NamedEvent | null {
  const parameters = new URLSearchParams(query);
  const text = parameters.get(EVENT) ?? "";
  if (!/^\d{1,19}$/.test(text)) return null;
  const id = Number(text);
  return {
    id: Number.isSafeInteger(id) ? id : text,
    camera: parameters.get(CAMERA) || null,
  };
}

/** Return an address that names no event. */
export function withoutEvent(address: string): string {
  const url = new URL(address);
  url.searchParams.delete(EVENT);
  url.searchParams.delete(CAMERA);
  return url.href;
}

export interface AddressOptions {
  /** Called when the address may have changed. */
  onChange: () => void;
  onEvent: (camera: string, id: EventId) => void;
  /** Called if no card of the page shows the camera. */
  onRefused: () => void;
}

/** Takes the event out of the address, so that a reload does not show it again. */
export class AddressWatcher {
  private isNew = false;
  private later: ReturnType<typeof setTimeout> | undefined;
  private readonly options: AddressOptions;

  constructor(options: AddressOptions) {
    this.options = options;
  }

  start(): void {
    for (const type of CHANGES) window.addEventListener(type, this.changed);
    this.changed();
  }

  stop(): void {
    for (const type of CHANGES) window.removeEventListener(type, this.changed);
    clearTimeout(this.later);
  }

  private readonly changed = (): void => {
    this.isNew = true;
    this.options.onChange();
  };

  /** Look at a new address, as a card of these cameras; before there are any, wait. */
  look(cameras: string[]): void {
    if (!this.isNew || cameras.length === 0) return;
    this.isNew = false;
    clearTimeout(this.later);
    const named = namedEvent(location.search);
    if (!named) return;
    const camera = named.camera ?? (cameras.length === 1 ? (cameras[0] ?? "") : "");
    if (cameras.includes(camera)) {
      forgetEvent();
      this.options.onEvent(camera, named.id);
    } else {
      this.later = setTimeout(() => this.refuse(), OTHERS_FIRST);
    }
  }

  private refuse(): void {
    if (!namedEvent(location.search)) return;
    forgetEvent();
    this.options.onRefused();
  }
}

function forgetEvent(): void {
  history.replaceState(history.state, "", withoutEvent(location.href));
}
