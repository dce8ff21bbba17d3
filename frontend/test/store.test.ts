import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { EventStore, PAGE } from "../src/store.ts";
import { type Message, NO_FILTER, type VxgEvent } from "../src/types.ts";
import { FakeServer, makeEvent, names, settle, START } from "./helpers.ts";

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: START + 10 * 3_600_000 });
});

async function makeStore(server: FakeServer, active = true): Promise<EventStore> {
  const store = new EventStore({ api: server, names: () => names, onChange: () => undefined });
  store.configure({ entity_ids: ["camera.front_door"] }, []);
  store.setActive(active);
  await settle();
  return store;
}

const ids = (store: EventStore) => store.items.map(({ event }) => event.event_id);
const range = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_, index) => from - index);
const arrive = (store: EventStore, event: VxgEvent) =>
  store.receive({ type: "event", event } as Message);

test("pages are listed until the cloud keeps nothing older", async () => {
  const server = new FakeServer(120);
  const store = await makeStore(server);
  assert.deepEqual(ids(store), range(120, 71));
  assert.equal(store.ended, false);
  await store.more();
  await store.more();
  assert.deepEqual(ids(store), range(120, 1));
  assert.equal(store.ended, true);
  await store.more();
  assert.equal(server.queries.length, 3);
  assert.equal(server.queries[0]?.limit, PAGE);
});

test("a new event appears without reading anything again", async () => {
  const server = new FakeServer(3);
  const store = await makeStore(server);
  arrive(store, makeEvent(4));
  arrive(store, makeEvent(4));
  assert.deepEqual(ids(store), [4, 3, 2, 1]);
  assert.equal(server.queries.length, 1);
});

test("a late event appears at its time, unless a later page has it", async () => {
  const server = new FakeServer(60);
  const store = await makeStore(server);
  arrive(store, makeEvent(1000, { time: makeEvent(55).time, late: true }));
  assert.equal(store.items.findIndex(({ event }) => event.event_id === 1000), 5);
  const before = store.items.length;
  arrive(store, makeEvent(1001, { time: makeEvent(2).time }));
  assert.equal(store.items.length, before);
});

test("an event that a page has as well is shown once", async () => {
  const server = new FakeServer(60);
  const store = await makeStore(server);
  const late = server.add(makeEvent(1000, { time: makeEvent(10).time, late: true }));
  arrive(store, late);
  await store.more();
  assert.equal(ids(store).filter((id) => id === 1000).length, 1);
  assert.equal(store.items.length, 61);
});

test("a picture and a change reach the event that is shown", async () => {
  const server = new FakeServer();
  server.add(makeEvent(1, { picture: null }));
  const store = await makeStore(server);
  store.receive({ type: "picture", event: makeEvent(1) });
  assert.equal(store.items[0]?.event.picture, "/picture/1");
  store.receive({ type: "changed", event: makeEvent(1, { reviewed: true }) });
  assert.equal(store.items[0]?.event.reviewed, true);
  store.receive({ type: "changed", event: makeEvent(99) });
  assert.deepEqual(ids(store), [1]);
});

test("the list does not move while somebody reads in it", async () => {
  const server = new FakeServer(3);
  const store = await makeStore(server);
  store.hold(true);
  arrive(store, makeEvent(4));
  arrive(store, makeEvent(5));
  store.receive({ type: "changed", event: makeEvent(5, { reviewed: true }) });
  assert.deepEqual(ids(store), [3, 2, 1]);
  assert.equal(store.newCount, 2);
  store.hold(false);
  assert.deepEqual(ids(store), [5, 4, 3, 2, 1]);
  assert.equal(store.items[0]?.event.reviewed, true);
  assert.equal(store.newCount, 0);
});

test("events of other types, and that the filter excludes, do not appear", async () => {
  const server = new FakeServer(1);
  const store = new EventStore({ api: server, names: () => names, onChange: () => undefined });
  store.configure({ entity_ids: [] }, ["motion"]);
  store.setActive(true);
  await settle();
  arrive(store, makeEvent(2, { event_type: "sound" }));
  assert.deepEqual(ids(store), [1]);
  store.setFilter({ ...NO_FILTER, text: "anna", reviewed: false });
  await settle();
  arrive(store, makeEvent(3));
  arrive(store, makeEvent(4, { metadata: { Person: "Anna" }, reviewed: true }));
  arrive(store, makeEvent(5, { metadata: { Person: "Anna" } }));
  assert.deepEqual(server.queries.at(-1), {
    entity_ids: [],
    event_types: ["motion"],
    text: "anna",
    reviewed: false,
    limit: PAGE,
  });
  assert.ok(ids(store).includes(5));
  assert.ok(!ids(store).includes(3) && !ids(store).includes(4));
});

test("nothing is requested while hidden, and one list when it is back", async () => {
  const server = new FakeServer(60);
  const store = await makeStore(server);
  await store.more();
  store.setActive(false);
  server.add(makeEvent(61));
  arrive(store, makeEvent(61));
  void store.refresh();
  void store.more();
  mock.timers.tick(3_600_000);
  await settle();
  assert.equal(server.queries.length, 2);
  store.setActive(true);
  await settle();
  assert.equal(server.queries.length, 3);
  assert.deepEqual(ids(store), range(61, 1));
  assert.equal(store.ended, true);
});

test("a card that was hidden for a moment does not list again", async () => {
  const server = new FakeServer(1);
  const store = await makeStore(server);
  store.setActive(false);
  mock.timers.tick(3_000);
  store.setActive(true);
  await settle();
  assert.equal(server.queries.length, 1);
});

test("what was deleted meanwhile goes, what is older stays", async () => {
  const server = new FakeServer(70);
  const store = await makeStore(server);
  await store.more();
  server.events = server.events.filter(({ event_id }) => event_id !== 68 && event_id !== 5);
  await store.refresh();
  assert.deepEqual(ids(store), range(70, 1).filter((id) => id !== 68));
});

test("after a long absence the list begins anew, or waits for whoever reads", async () => {
  const server = new FakeServer(60);
  const store = await makeStore(server);
  for (let id = 61; id <= 160; id++) server.add(makeEvent(id));
  store.hold(true);
  await store.refresh();
  assert.deepEqual(ids(store), range(60, 11));
  assert.equal(store.newCount, PAGE);
  store.hold(false);
  assert.deepEqual(ids(store), range(60, 11));
  store.release();
  await settle();
  assert.deepEqual(ids(store), range(160, 111));
  await store.more();
  assert.deepEqual(ids(store), range(160, 61));
});

test("a failed read keeps what is listed, says since when, and is repeated", async () => {
  const server = new FakeServer(3);
  const store = await makeStore(server);
  const read = Date.now();
  mock.timers.tick(20_000);
  server.failure = { code: "home_assistant_error", message: "Not reachable" };
  await store.refresh();
  assert.deepEqual(store.trouble, { since: read, text: "Not reachable", entityIds: null });
  assert.deepEqual(ids(store), [3, 2, 1]);
  mock.timers.tick(5_000);
  await settle();
  assert.equal(server.queries.length, 3);
  assert.equal(store.trouble?.since, read);
  server.failure = null;
  mock.timers.tick(9_000);
  await settle();
  assert.equal(server.queries.length, 3);
  mock.timers.tick(1_000);
  await settle();
  assert.equal(server.queries.length, 4);
  assert.equal(store.trouble, null);
});

test("a query that the server refuses is not repeated", async () => {
  const server = new FakeServer(3);
  const store = await makeStore(server);
  server.failure = { translation_key: "no_such_event_type", message: "There is no such type" };
  store.setFilter({ ...NO_FILTER, event_types: ["siren"] });
  await settle();
  assert.deepEqual(store.trouble, { since: null, text: "There is no such type", entityIds: null });
  assert.deepEqual(ids(store), []);
  mock.timers.tick(600_000);
  await settle();
  assert.equal(server.queries.length, 2);
});

test("a failed first read is repeated", async () => {
  const server = new FakeServer(2);
  server.failure = "no";
  const store = await makeStore(server);
  assert.equal(store.loaded, false);
  server.failure = null;
  mock.timers.tick(5_000);
  await settle();
  assert.deepEqual(ids(store), [2, 1]);
});

test("a failed next page is not asked for at once again", async () => {
  const server = new FakeServer(60);
  const store = await makeStore(server);
  server.failure = { message: "no" };
  await store.more();
  await store.more();
  assert.equal(server.queries.length, 2);
  server.failure = null;
  mock.timers.tick(5_000);
  await store.more();
  assert.equal(store.items.length, 60);
  assert.equal(store.trouble, null);
});

test("a cursor that is not known any more begins the list anew", async () => {
  const server = new FakeServer(60);
  const store = await makeStore(server);
  server.failure = { translation_key: "bad_cursor", message: "no" };
  await store.more();
  server.failure = null;
  mock.timers.tick(5_000);
  await settle();
  assert.equal(server.queries.at(-1)?.cursor, undefined);
  assert.equal(store.trouble, null);
  assert.equal(store.items.length, PAGE);
});

test("an outage that the server tells is shown until it is over", async () => {
  const server = new FakeServer(1);
  const store = await makeStore(server);
  const since = "2026-11-30T20:00:00Z";
  store.receive({ type: "availability", available: false, since, entity_ids: null });
  assert.deepEqual(store.trouble, { since: Date.parse(since), text: "", entityIds: null });
  server.add(makeEvent(2));
  store.receive({ type: "availability", available: true, since: null, entity_ids: [] });
  await settle();
  assert.equal(store.trouble, null);
  assert.deepEqual(ids(store), [2, 1]);
});

test("cameras that could not be read are named", async () => {
  const server = new FakeServer(1);
  server.extra = { errors: { "camera.garage": { key: "timeout", message: "Too slow" } } };
  const store = await makeStore(server);
  assert.deepEqual(store.trouble?.entityIds, ["camera.garage"]);
  assert.equal(store.trouble?.text, "Too slow");
});

test("an answer to a question that nobody asks any more is dropped", async () => {
  const server = new FakeServer(3);
  const store = await makeStore(server);
  let open = () => undefined as void;
  server.gate = new Promise((resolve) => (open = resolve));
  store.setFilter({ ...NO_FILTER, event_types: ["sound"] });
  store.setFilter(NO_FILTER);
  server.add(makeEvent(4, { event_type: "sound" }));
  open();
  await settle();
  assert.deepEqual(ids(store), [4, 3, 2, 1]);
  assert.equal(store.loading, false);
});

test("a list that begins in the past keeps news for later", async () => {
  const server = new FakeServer(200);
  const store = await makeStore(server);
  const time = Date.parse(makeEvent(50).time);
  store.goTo(time);
  await settle();
  assert.deepEqual(ids(store), range(50, 1));
  arrive(store, makeEvent(201));
  server.add(makeEvent(201));
  assert.equal(store.newCount, 1);
  store.hold(true);
  store.hold(false);
  assert.equal(store.before, time);
  store.release();
  await settle();
  assert.equal(store.before, null);
  assert.deepEqual(ids(store), range(201, 152));
});

test("a search that finds nothing for long waits for the user", async () => {
  const server = new FakeServer();
  server.extra = { cursor: "next" };
  const store = await makeStore(server);
  for (let page = 0; page < 10; page++) await store.more();
  assert.equal(store.paused, true);
  assert.equal(server.queries.length, 4);
  await store.searchOn();
  assert.equal(server.queries.length, 5);
  assert.equal(store.paused, false);
});

test("addresses that are refused are renewed around the event", async () => {
  const server = new FakeServer(120);
  const store = await makeStore(server);
  await store.more();
  server.events = server.events.map((event) => ({ ...event, picture: `${event.picture}?new` }));
  await store.renew("camera.front_door 60");
  assert.equal(store.find("camera.front_door 60")?.event.picture, "/picture/60?new");
  assert.equal(store.find("camera.front_door 61")?.event.picture, "/picture/61");
  assert.equal(server.queries.length, 3);
  assert.equal(store.items.length, 100);
});

test("it is known how far back everything is listed", async () => {
  const server = new FakeServer(60);
  const store = await makeStore(server);
  const since = (id: number) => store.hasAllSince(Date.parse(makeEvent(id).time));
  assert.equal(since(12), true);
  assert.equal(since(11), false);
  await store.more();
  assert.equal(since(-1000), true);
  store.setFilter({ ...NO_FILTER, reviewed: true });
  await settle();
  assert.equal(since(60), false);
});

test("a gap is told once", async () => {
  const server = new FakeServer(2);
  const store = await makeStore(server);
  const gap = { start: "2026-11-30T12:01:10Z", end: "2026-11-30T12:01:50Z", recovered: 1, entity_ids: null };
  store.receive({ type: "gap", gap });
  store.receive({ type: "gap", gap: { ...gap, recovered: 2 } });
  assert.deepEqual(store.gaps, [{ ...gap, recovered: 2 }]);
});
