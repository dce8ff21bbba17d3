/** Text from the cloud: shown as text, on one line, and never too much of it. */

// Control characters, and marks that change the direction of what follows.
const UNWANTED = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;

/** Return a value as one line of at most `most` characters. */
export function clean(value: unknown, most = 80): string {
  const text = typeof value === "string" ? value : plain(value);
  // Long texts are cut before they are searched.
  const line = text
    .slice(0, most * 4)
    .replace(UNWANTED, " ")
    .replace(/\s+/g, " ")
    .trim();
  const characters = [...line];
  return characters.length > most || text.length > most * 4
    ? `${characters.slice(0, most - 1).join("")}…`
    : line;
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "object") return JSON.stringify(value);
  return String(value);
}

// Tags that people write when they review an event.
const REVIEW_TAG =
  /^(description|end_time|ip_address|process|result.*|start_time|status_.*|user_.*)$/i;
export const CAPTION = "caption";

/** Return the tags of an event that say what the camera saw, besides its type. */
export function seenTags(
  metadata: Record<string, unknown>,
  type: string,
): [string, unknown][] {
  return Object.entries(metadata).filter(
    ([tag, value]) =>
      tag !== CAPTION && !REVIEW_TAG.test(tag) && !(tag === type && isBlank(value)),
  );
}

function isBlank(value: unknown): boolean {
  return value === null || value === true || clean(value) === "";
}

/** Return a tag as the text of a chip; a tag without a value is its name alone. */
export function tagText(tag: string, value: unknown): string {
  const text = clean(value, 40);
  return text === "" ? clean(tag, 40) : `${clean(tag, 40)}: ${text}`;
}

/** Return the name of a type that nobody translated. */
export function humanize(name: string): string {
  const words = clean(name.replace(/[_-]+/g, " "), 60);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
