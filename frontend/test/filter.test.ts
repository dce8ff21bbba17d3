import assert from "node:assert/strict";
import { test } from "node:test";
import { matches, toggled } from "../src/filter.ts";
import { type Filter, NO_FILTER } from "../src/types.ts";
import { makeEvent } from "./helpers.ts";

const names = {
  type: (type: string) => (type === "plate_recognition" ? "Kennzeichen" : type),
  camera: () => "Haustür",
};
const event = makeEvent(1, {
  event_type: "plate_recognition",
  name: "License plate",
  metadata: { license_plate: "AB-123", confidence: 0.97, Person: "" },
});

for (const [filter, expected] of [
  [{}, true],
  [{ event_types: ["plate_recognition"] }, true],
  [{ event_types: ["motion"] }, false],
  [{ entity_ids: ["camera.front_door"] }, true],
  [{ entity_ids: ["camera.garage"] }, false],
  [{ reviewed: false }, true],
  [{ reviewed: true }, false],
  [{ tags: ["Person", "confidence"] }, true],
  [{ tags: ["Person", "Face"] }, false],
  [{ text: "  " }, true],
  [{ text: "ab-123" }, true],
  [{ text: "KENNZEICHEN haustür" }, true],
  [{ text: "license" }, true],
  [{ text: "0.97" }, true],
  [{ text: "person" }, true],
  [{ text: "anna" }, false],
  [{ text: "plate anna" }, false],
] as [Partial<Filter>, boolean][])
  test(`an event ${expected ? "matches" : "does not match"} ${JSON.stringify(filter)}`, () => {
    assert.equal(matches(event, { ...NO_FILTER, ...filter }, names), expected);
  });

test("a choice is added, and removed again", () => {
  assert.deepEqual(toggled(["a"], "b"), ["a", "b"]);
  assert.deepEqual(toggled(["a", "b"], "a"), ["b"]);
});
