/** Changes of an event that are kept in the cloud, and what takes them back. */

import { reviewEvent, updateTags } from "./api.ts";
import type { Hass, VxgEvent } from "./types.ts";

/** Does something with an event; returns it as it then is, or what to say. */
export type Action = (hass: Hass, event: VxgEvent) => Promise<VxgEvent | string>;

/** A review, with its result if it has one; null is none. */
export type Review = { result?: boolean } | null;

/** Tags to set, and tags to remove. */
export interface TagChanges {
  set: Record<string, string>;
  remove: string[];
}

/** Return the reviews to write for a review as an event has it. */
export function reviewsOf({ reviewed, result }: VxgEvent): Review[] {
  if (!reviewed) return [null];
  // A result is only removed with the review.
  return typeof result === "boolean" ? [{ result }] : [null, {}];
}

export function reviewing(reviews: Review[]): Action {
  return async (hass, event) => {
    let { result = null } = event;
    for (const review of reviews) {
      await reviewEvent(hass, event, review);
      result = review ? (review.result ?? result) : null;
    }
    return { ...event, reviewed: reviews.at(-1) !== null, result };
  };
}

export function tagging({ set, remove }: TagChanges): Action {
  return async (hass, event) => {
    await updateTags(hass, event, set, remove);
    const metadata = { ...event.metadata, ...set };
    for (const tag of remove) delete metadata[tag];
    return { ...event, metadata };
  };
}

/** Return the changes that take others back. */
export function inverse({ set, remove }: TagChanges, metadata: Record<string, unknown>): TagChanges {
  const changed = [...Object.keys(set), ...remove];
  const known = changed.filter((tag) => tag in metadata);
  return {
    set: Object.fromEntries(known.map((tag) => [tag, String(metadata[tag] ?? "")])),
    remove: changed.filter((tag) => !(tag in metadata)),
  };
}
