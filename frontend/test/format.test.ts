import assert from "node:assert/strict";
import { before, test } from "node:test";
import { Format } from "../src/format.ts";
import { loadTexts } from "../src/texts.ts";
import { dayOf } from "../src/time.ts";
import type { Hass, Locale } from "../src/types.ts";

const NOW = Date.parse("2026-11-30T20:05:09Z");
const TEXTS: Record<string, string> = {
  "component.vxg.entity.event.events.state_attributes.event_type.state.motion": "Motion!",
};

before(() =>
  loadTexts({
    language: "en",
    callWS: async () => ({
      resources: {
        "component.vxg.selector.card.options.today": "Today",
        "component.vxg.selector.card.options.yesterday": "Yesterday",
      },
    }),
  } as unknown as Hass).done,
);

function makeFormat(locale: Partial<Locale> = {}, zone = "Europe/Berlin"): Format {
  return new Format({
    config: { time_zone: zone },
    locale: { language: "en", time_format: "24", time_zone: "server", ...locale },
    states: { "camera.door": { attributes: { friendly_name: "Front\u202e door" } } },
    localize: (key: string) => TEXTS[key] ?? "",
  } as unknown as Hass);
}

for (const [locale, expected] of [
  [{ time_format: "24" }, "21:05"],
  [{ time_format: "12" }, "9:05 PM"],
  [{ time_format: "language" }, "9:05 PM"],
  [{ time_format: "language", language: "de" }, "21:05"],
  [{ time_format: "12", language: "de" }, "9:05 PM"],
] as [Partial<Locale>, string][])
  test(`the clock shows ${expected} for ${JSON.stringify(locale)}`, () => {
    assert.equal(makeFormat(locale).clock(NOW).replace(/\s/g, " "), expected);
  });

test("times are in the zone that the user chose", () => {
  assert.equal(makeFormat({}, "Asia/Tokyo").clock(NOW), "05:05");
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  assert.equal(makeFormat({ time_zone: "local" }, "Asia/Tokyo").zone, own);
});

test("midnight is not hour 24", () => {
  assert.equal(makeFormat({}, "UTC").clock(Date.parse("2026-11-30T00:00:00Z")), "00:00");
  const noon = makeFormat({ time_format: "12" }, "UTC").clock(Date.parse("2026-11-30T12:00:00Z"));
  assert.equal(noon.replace(/\s/g, " "), "12:00 PM");
});

test("days have names", () => {
  const format = makeFormat();
  const day = (time: string) => format.day(dayOf(Date.parse(time), format.zone), NOW);
  assert.equal(day("2026-11-30T12:00Z"), "Today · Monday, November 30");
  assert.equal(day("2026-11-29T23:30Z"), "Today · Monday, November 30");
  assert.equal(day("2026-11-29T12:00Z"), "Yesterday · Sunday, November 29");
  assert.equal(day("2026-11-24T12:00Z"), "Tuesday, November 24");
});

for (const [seconds, expected] of [
  [0, "now"],
  [25, "now"],
  [-20, "now"],
  [60, "1 min. ago"],
  [59 * 60, "59 min. ago"],
  [3 * 3600, "3 hr. ago"],
  [26 * 3600, "yesterday"],
  [72 * 3600, "3 days ago"],
] as const)
  test(`${seconds} seconds ago is ${expected}`, () => {
    assert.equal(makeFormat().relative(NOW - seconds * 1000, NOW), expected);
  });

test("names are those of the user's language, of the cloud, or made readable", () => {
  const format = makeFormat();
  assert.equal(format.type("motion", "motion"), "Motion!");
  assert.equal(format.type("guest_arrived", "Guest\narrived"), "Guest arrived");
  assert.equal(format.type("guest_arrived"), "Guest arrived");
  assert.equal(format.camera("camera.door"), "Front door");
  assert.equal(format.camera("camera.gone"), "camera.gone");
});
