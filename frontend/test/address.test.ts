import assert from "node:assert/strict";
import { test } from "node:test";
import { namedEvent, withoutEvent } from "../src/address.ts";

test("an address names an event, and perhaps its camera", () => {
  assert.deepEqual(namedEvent("?vxg-camera=camera.front_door&vxg-event=4711"), {
    id: 4711,
    camera: "camera.front_door",
  });
  assert.deepEqual(namedEvent("?edit=1&vxg-event=0"), { id: 0, camera: null });
  // Beyond the integers that numbers hold.
  assert.deepEqual(namedEvent("?vxg-event=9007199254740993"), {
    id: "9007199254740993",
    camera: null,
  });
});

test("anything else names no event", () => {
  for (const text of ["", "-1", "1.5", "1e3", "%20", "<b>", "9".repeat(400), "٣"])
    assert.equal(namedEvent(`?vxg-event=${text}`), null);
  assert.equal(namedEvent("?event=1"), null);
  assert.equal(namedEvent(""), null);
});

test("an address without the event keeps the rest", () => {
  const address = "http://ha:8123/my-house/0?vxg-event=1&edit=1&vxg-camera=camera.a#x";
  assert.equal(withoutEvent(address), "http://ha:8123/my-house/0?edit=1#x");
  assert.equal(withoutEvent("http://ha:8123/a?vxg-event=1"), "http://ha:8123/a");
});
