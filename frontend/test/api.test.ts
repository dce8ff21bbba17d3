import assert from "node:assert/strict";
import { test } from "node:test";
import { commands } from "../src/api.ts";
import { EventStore, keyOf } from "../src/store.ts";
import type { Hass, Message, VxgEvent } from "../src/types.ts";
import { makeEvent, names } from "./helpers.ts";

const IDS = ["9007199254740992", "9007199254740993", "9223372036854775807"];

/** Return what a browser makes of an event that the server sent. */
function received(id: string): VxgEvent {
  return makeEvent(0, {
    event_id: Number(id),
    media_content_id: `media-source://vxg/entry/7/event/${id}`,
  });
}

function fakeHass(): { hass: Hass; sent: Record<string, unknown>[]; receive: (message: Message) => void } {
  const sent: Record<string, unknown>[] = [];
  let receive = (_message: Message): void => {};
  const hass = {
    language: "en",
    callWS: async (message: Record<string, unknown>) => {
      sent.push(message);
      return message.type === "vxg/events/get"
        ? received(String(message.event_id))
        : { events: IDS.map(received), gaps: [], cursor: null };
    },
    connection: {
      subscribeMessage: async (callback: (message: Message) => void) => {
        receive = callback;
        return () => {};
      },
    },
  };
  return { hass: hass as unknown as Hass, sent, receive: (message) => receive(message) };
}

test("ids that JavaScript rounds are those of the server", async () => {
  const { hass, sent, receive } = fakeHass();
  const api = commands(() => hass);
  const { events } = await api.list({ entity_ids: ["camera.front_door"] });
  assert.deepEqual(events.map(({ event_id }) => event_id), IDS);
  assert.equal((await api.get("camera.front_door", IDS[1]!)).event_id, IDS[1]);
  assert.equal(sent.at(-1)?.event_id, IDS[1]);
  const messages: Message[] = [];
  await api.subscribe({}, (message) => messages.push(message));
  receive({ type: "event", event: received(IDS[2]!) });
  receive({ type: "event", event: makeEvent(7) });
  receive({ type: "availability", available: true, since: null, entity_ids: [] });
  assert.deepEqual(
    messages.map((message) => ("event" in message ? message.event.event_id : message.type)),
    [IDS[2], 7, "availability"],
  );
});

test("no event with such an id hides another one", async () => {
  const { hass } = fakeHass();
  const store = new EventStore({ api: commands(() => hass), names: () => names, onChange: () => {} });
  store.setActive(true);
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(store.items.map(({ event }) => event.event_id), [...IDS].reverse());
  for (const id of IDS)
    assert.ok(store.find(keyOf({ entity_id: "camera.front_door", event_id: id })));
  store.setActive(false);
});
