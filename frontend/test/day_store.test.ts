import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { DayStore } from "../src/day_store.ts";
import { toItem } from "../src/store.ts";
import { dayOf, shiftDay } from "../src/time.ts";
import { FakeServer, makeEvent, START } from "./helpers.ts";

const TODAY = dayOf(START, "UTC");
const YESTERDAY = shiftDay(TODAY, -1, "UTC");
const CAMERA = "camera.front_door";

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["Date"], now: START + 8 * 3_600_000 });
});

function makeDays(server: FakeServer, cameras = [CAMERA]): DayStore {
  const days = new DayStore(server, () => undefined);
  days.configure({ entity_ids: cameras });
  days.setCameras(cameras);
  return days;
}

test("a day is read once, and today's recordings again after five minutes", async () => {
  const server = new FakeServer(3);
  const days = makeDays(server);
  await days.show(TODAY, null);
  await days.show(TODAY, null);
  await days.show(YESTERDAY, null);
  await days.show(TODAY, null);
  assert.equal(server.queries.length, 2);
  assert.equal(server.coverages.length, 2);
  assert.equal(server.coverages[0]?.[2], new Date().toISOString());
  mock.timers.tick(6 * 60_000);
  await days.show(TODAY, null);
  await days.show(YESTERDAY, null);
  assert.equal(server.queries.length, 2);
  assert.equal(server.coverages.length, 3);
  assert.deepEqual(days.counts([]).types, {});
  await days.show(TODAY, null);
  assert.deepEqual(days.counts([]), { types: { motion: 3 }, approximate: false });
  assert.deepEqual(days.counts(["camera.garage"]).types, {});
});

test("what is listed already is not read again", async () => {
  const server = new FakeServer(3);
  const days = makeDays(server);
  await days.show(TODAY, [...server.events.map(toItem), toItem(makeEvent(-900))]);
  assert.equal(server.queries.length, 0);
  assert.deepEqual(days.counts([]), { types: { motion: 3 }, approximate: false });
});

test("of a day with many events the server counts", async () => {
  const server = new FakeServer();
  for (let id = 1; id <= 700; id++)
    server.add(makeEvent(id, { time: new Date(START + id * 1000).toISOString() }));
  server.extra = { counts: { day: TODAY.key, types: { motion: 700 }, approximate: false } };
  const days = makeDays(server);
  await days.show(TODAY, null);
  assert.deepEqual(server.queries.map(({ counts }) => counts), [undefined, TODAY.key, undefined]);
  assert.deepEqual(days.counts([]).types, { motion: 700 });
  days.receive(makeEvent(701, { event_type: "sound" }));
  days.receive(makeEvent(701, { event_type: "sound" }));
  assert.deepEqual(days.counts([]).types, { motion: 700, sound: 1 });
});

test("a failed read is repeated the next time", async () => {
  const server = new FakeServer(3);
  server.failure = new Error("no");
  const days = makeDays(server);
  await days.show(TODAY, null);
  server.failure = null;
  await days.show(TODAY, null);
  assert.deepEqual(days.counts([]).types, { motion: 3 });
  assert.equal(days.coverage.size, 1);
});

test("no camera is asked where there are too many for the bar", async () => {
  const server = new FakeServer(3);
  const days = makeDays(server, ["a", "b", "c", "d", "e"].map((name) => `camera.${name}`));
  await days.show(TODAY, null);
  assert.equal(server.coverages.length, 0);
  days.setCameras(["camera.a"]);
  await days.show(TODAY, null);
  assert.equal(server.coverages.length, 1);
  assert.equal(server.queries.length, 1);
});

test("whether an event was recorded is known where the recordings are", async () => {
  const server = new FakeServer();
  const days = makeDays(server);
  const at = (time: number) => days.isRecorded(toItem(makeEvent(1, { time: new Date(time).toISOString() })));
  assert.equal(at(START), null);
  await days.show(TODAY, null);
  assert.equal(at(TODAY.start + 60_000), true);
  assert.equal(at(START), false);
  // The recording of the last minutes may not be listed yet.
  assert.equal(at(Date.now() - 60_000), null);
  assert.equal(at(YESTERDAY.start), null);
});
