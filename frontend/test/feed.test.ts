import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { Feed } from "../src/feed.ts";
import type { Connection, Message } from "../src/types.ts";
import { FakeServer, makeEvent, settle } from "./helpers.ts";

const SOURCE = { entity_ids: ["camera.front_door"] };

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
});

function makeFeed(server: FakeServer) {
  const received: Message[] = [];
  let reconnects = 0;
  const connection = new EventTarget() as unknown as Connection & EventTarget;
  const feed = new Feed(
    server,
    (message) => received.push(message),
    () => reconnects++,
  );
  feed.start(connection, SOURCE);
  return { feed, connection, received, reconnects: () => reconnects };
}

test("messages arrive until the feed stops", async () => {
  const server = new FakeServer();
  const { feed, received } = makeFeed(server);
  await settle();
  const [send] = server.callbacks;
  send?.({ type: "event", event: makeEvent(1) });
  feed.stop();
  send?.({ type: "event", event: makeEvent(2) });
  await settle();
  assert.equal(received.length, 1);
  assert.equal(server.callbacks.length, 0);
});

test("a new connection has a subscription of its own, and a list is due", async () => {
  const server = new FakeServer();
  const { connection, received, reconnects } = makeFeed(server);
  await settle();
  connection.dispatchEvent(new Event("ready"));
  await settle();
  assert.equal(reconnects(), 1);
  assert.equal(server.sources.length, 2);
  for (const send of server.callbacks) send({ type: "event", event: makeEvent(1) });
  assert.equal(received.length, 1);
});

test("a refused subscription is repeated until the feed stops", async () => {
  const server = new FakeServer();
  server.failure = new Error("not set up yet");
  const { feed } = makeFeed(server);
  await settle();
  mock.timers.tick(5_000);
  await settle();
  mock.timers.tick(10_000);
  await settle();
  assert.equal(server.sources.length, 3);
  server.failure = null;
  mock.timers.tick(20_000);
  await settle();
  assert.equal(server.callbacks.length, 1);
  feed.stop();
  mock.timers.tick(600_000);
  await settle();
  assert.equal(server.sources.length, 4);
});

test("a subscription that comes after the end is given back", async () => {
  const server = new FakeServer();
  const { feed } = makeFeed(server);
  feed.stop();
  await settle();
  assert.equal(server.callbacks.length, 0);
});
