/** The websocket commands and actions of the integration. */

import type {
  Coverage,
  EventId,
  Hass,
  ListAnswer,
  Message,
  Unsubscribe,
  VxgEvent,
} from "./types.ts";

export interface Source {
  entity_ids?: string[];
  entry_id?: string;
}

export interface ListQuery extends Source {
  event_types?: string[];
  text?: string;
  tags?: string[];
  reviewed?: boolean;
  start?: string;
  end?: string;
  limit?: number;
  cursor?: string;
  /** A day whose events to count by type. */
  counts?: string;
}

export interface Api {
  list(query: ListQuery): Promise<ListAnswer>;
  get(entityId: string, eventId: EventId): Promise<VxgEvent>;
  subscribe(source: Source, callback: (message: Message) => void): Promise<Unsubscribe>;
  coverage(
    entityId: string,
    start: string,
    end: string,
    slices: number,
  ): Promise<Coverage>;
}

/** Return an event with the id that the server sent, which may have been rounded. */
function withExactId(event: VxgEvent): VxgEvent {
  if (Number.isSafeInteger(event.event_id)) return event;
  return { ...event, event_id: event.media_content_id.split("/").at(-1) ?? event.event_id };
}

/** Return the commands, sent by the frontend's present connection. */
export function commands(hass: () => Hass): Api {
  return {
    list: async (query) => {
      const answer = await hass().callWS<ListAnswer>({
        type: "vxg/events/list",
        language: hass().language,
        ...query,
      });
      return { ...answer, events: answer.events.map(withExactId) };
    },
    get: async (entity_id, event_id) =>
      withExactId(
        await hass().callWS<VxgEvent>({
          type: "vxg/events/get",
          language: hass().language,
          entity_id,
          event_id,
        }),
      ),
    // Subscribed anew by the card, which also lists anew, once a connection is back.
    subscribe: (source, callback) =>
      hass().connection.subscribeMessage<Message>(
        (message) =>
          callback(
            "event" in message ? { ...message, event: withExactId(message.event) } : message,
          ),
        { type: "vxg/events/subscribe", language: hass().language, ...source },
        { resubscribe: false },
      ),
    coverage: (entity_id, start, end, slices) =>
      hass().callWS<Coverage>({ type: "vxg/coverage", entity_id, start, end, slices }),
  };
}

export function pressButton(hass: Hass, entityId: string): Promise<unknown> {
  return hass.callService("button", "press", {}, { entity_id: entityId });
}

/** Create an event as a mark on the video's timeline. */
export function createEvent(
  hass: Hass,
  entityId: string,
  eventType: string,
  text: string,
): Promise<unknown> {
  return hass.callService(
    "vxg",
    "create_event",
    {
      event_type: eventType,
      create_event_type: true,
      ...(text === "" ? {} : { metadata: { caption: text } }),
    },
    { entity_id: entityId },
    false,
  );
}

/** Mark an event as reviewed, and judge it if there is a result; null: undo both. */
export function reviewEvent(
  hass: Hass,
  event: VxgEvent,
  review: { result?: boolean } | null,
): Promise<unknown> {
  return hass.callService(
    "vxg",
    "review_event",
    { event_id: event.event_id, ...(review ?? { undo: true }) },
    { entity_id: event.entity_id },
    false,
  );
}

export function updateTags(
  hass: Hass,
  event: VxgEvent,
  set: Record<string, string>,
  remove: string[],
): Promise<unknown> {
  return hass.callService(
    "vxg",
    "update_event",
    { event_id: event.event_id, set, remove },
    { entity_id: event.entity_id },
    false,
  );
}

export function createClip(hass: Hass, event: VxgEvent): Promise<unknown> {
  return hass.callService(
    "vxg",
    "create_clip",
    { event_id: event.event_id },
    { entity_id: event.entity_id },
    false,
  );
}

/** Return what an error says to the user. */
export function errorText(error: unknown): string {
  if (typeof error === "string") return error;
  const { message, body } = (error ?? {}) as {
    message?: unknown;
    body?: { message?: unknown };
  };
  return String(body?.message ?? message ?? "");
}

export function errorKey(error: unknown): string {
  const { translation_key: key } = (error ?? {}) as { translation_key?: unknown };
  return String(key ?? "");
}
