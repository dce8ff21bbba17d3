import assert from "node:assert/strict";
import { test } from "node:test";
import { inverse, reviewing, reviewsOf, tagging } from "../src/changes.ts";
import type { Hass } from "../src/types.ts";
import { makeEvent } from "./helpers.ts";

function fakeHass(): { hass: Hass; calls: unknown[] } {
  const calls: unknown[] = [];
  const hass = {
    callService: async (domain: string, service: string, data: object, target: object) => {
      calls.push([`${domain}.${service}`, data, target]);
    },
  };
  return { hass: hass as unknown as Hass, calls };
}

const TARGET = { entity_id: "camera.front_door" };

test("a review is undone to what it was", async () => {
  for (const before of [
    makeEvent(1),
    makeEvent(1, { reviewed: true, result: null }),
    makeEvent(1, { reviewed: true, result: true }),
    makeEvent(1, { reviewed: true, result: false }),
  ])
    for (const review of [null, {}, { result: true }, { result: false }]) {
      const { hass } = fakeHass();
      const changed = await reviewing([review])(hass, before);
      assert.equal((changed as typeof before).reviewed, review !== null);
      const after = await reviewing(reviewsOf(before))(hass, changed as typeof before);
      assert.deepEqual(after, { ...before, result: before.result ?? null });
    }
});

test("a review is written by the action", async () => {
  const { hass, calls } = fakeHass();
  await reviewing([null, {}, { result: false }])(hass, makeEvent(7));
  assert.deepEqual(calls, [
    ["vxg.review_event", { event_id: 7, undo: true }, TARGET],
    ["vxg.review_event", { event_id: 7 }, TARGET],
    ["vxg.review_event", { event_id: 7, result: false }, TARGET],
  ]);
});

test("tags are set and removed, and taken back", async () => {
  const { hass, calls } = fakeHass();
  const before = makeEvent(7, { metadata: { zone: "gate", score: 0.5, empty: null } });
  const changes = { set: { zone: "door", note: "x" }, remove: ["score", "empty", "unknown"] };
  const changed = await tagging(changes)(hass, before);
  assert.deepEqual((changed as typeof before).metadata, { zone: "door", note: "x" });
  const back = inverse(changes, before.metadata);
  assert.deepEqual(back, {
    set: { zone: "gate", score: "0.5", empty: "" },
    remove: ["note", "unknown"],
  });
  assert.deepEqual(calls, [
    ["vxg.update_event", { event_id: 7, ...changes }, TARGET],
  ]);
});
