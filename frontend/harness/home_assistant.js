/**
 * As much of Home Assistant as the card needs, without a server: a page can show the card with
 * any number of events, and count what it asks for. `window.harness` is what tests use.
 */

const settings = new URLSearchParams(location.search);
const number = (name, standard) => Number(settings.get(name) ?? standard);
const NOW = Date.now();
const TYPES = ["motion", "plate_recognition", "sound", "face_detection", "parcel"];
const CAMERAS = ["camera.front_door", "camera.garage", "camera.yard", "camera.gate", "camera.roof"]
  .slice(0, number("cameras", 2));
const TAGS = {
  plate_recognition: { license_plate: "AB-123-C", confidence: 0.97 },
  face_detection: { Person: "Anna", similarity: 92.4 },
  parcel: { caption: "Somebody puts a parcel in front of the door and leaves to the right" },
};

// The frontend may start after the bundle was loaded.
if (settings.has("late")) {
  document.body.append(document.createElement("home-assistant"));
  setTimeout(() => {
    harness.definedBefore = customElements.get("vxg-events-card") !== undefined;
    customElements.define("home-assistant", class extends HTMLElement {});
  }, 500);
}

customElements.define(
  "ha-card",
  class extends HTMLElement {
    constructor() {
      super();
      this.attachShadow({ mode: "open" }).innerHTML = `<style>
        :host { display: block; box-sizing: border-box; position: relative; border-radius: 12px;
          border: 1px solid var(--divider-color); background: var(--card-background-color);
          color: var(--primary-text-color); }
        h1 { margin: 0; padding: 12px 16px 16px; font-size: 24px; font-weight: 400; line-height: 48px; }
        h1:empty { display: none; }
      </style><h1></h1><slot></slot>`;
    }
    set header(text) {
      this.shadowRoot.querySelector("h1").textContent = text ?? "";
    }
  },
);

window.loadCardHelpers = async () => ({
  createCardElement: () => {
    const element = document.createElement("div");
    element.style.cssText = "height:100%;background:linear-gradient(160deg,#88a,#446)";
    return element;
  },
});

function makeEvent(id, time) {
  const type = TYPES[id % TYPES.length];
  const base = `media-source://vxg/entry/1/event/${id}`;
  return {
    event_id: id,
    entity_id: CAMERAS[id % CAMERAS.length],
    event_type: type,
    name: type === "parcel" ? "Parcel" : type,
    time: new Date(time).toISOString(),
    late: id % 23 === 5,
    metadata: { ...(TAGS[type] ?? {}), ...(id === 4321 ? { needle: "haystack" } : {}) },
    reviewed: id % 7 === 3,
    result: null,
    picture: id % 4 === 1 ? null : `/picture/${id}`,
    video: `/video/${settings.get("video") ?? "missing"}/${id}`,
    media_content_id: base,
  };
}

const amount = number("events", 300);
const spacing = number("spacing", 6 * 60_000);
const events = Array.from({ length: amount }, (_, index) =>
  makeEvent(amount - index, NOW - 40_000 - index * spacing),
);
const gaps = amount > 20 ? [{ start: new Date(NOW - 5_400_000).toISOString(), end: new Date(NOW - 4_800_000).toISOString(), recovered: 2, entity_ids: null }] : [];

function list(query) {
  if (harness.failing) throw { code: "home_assistant_error", message: "The cloud cannot be reached" };
  const { start, end, event_types: types, text, tags, reviewed, entity_ids: cameras } = query;
  const words = (text ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const found = harness.events.filter((event) => {
    const all = () => JSON.stringify([event.event_type, event.metadata, event.entity_id]).toLowerCase();
    return (
      (!start || event.time >= start) &&
      (!end || event.time <= end) &&
      (!types || types.includes(event.event_type)) &&
      (!cameras || cameras.includes(event.entity_id)) &&
      (!tags || tags.every((tag) => tag in event.metadata)) &&
      (reviewed === undefined || reviewed === event.reviewed) &&
      words.every((word) => all().includes(word))
    );
  });
  const from = query.cursor ? found.findIndex(({ event_id: id }) => id < Number(query.cursor)) : 0;
  const page = from < 0 ? [] : found.slice(from, from + (query.limit ?? 50));
  const last = page.at(-1);
  return {
    version: harness.version,
    events: page,
    gaps: gaps.filter((gap) => page.length > 0 && gap.end >= last.time),
    cursor: last && found.at(-1) !== last ? String(last.event_id) : null,
    counts: null,
    errors: {},
    ...(settings.has("watch") ? { can_control: [] } : {}),
  };
}

function get({ entity_id: camera, event_id: id }) {
  if (harness.failing) throw { code: "home_assistant_error", message: "The cloud cannot be reached" };
  const found = harness.events.find((event) => event.event_id === id && event.entity_id === camera);
  if (!found) throw { code: "home_assistant_error", message: "There is no such event" };
  return found;
}

function coverage({ start, end }) {
  const spans = [];
  for (let from = Date.parse(start); from < Date.parse(end); from += 5 * 3_600_000)
    spans.push([new Date(from).toISOString(), 4.2 * 3600]);
  return spans;
}

const harness = {
  events,
  failing: false,
  version: null,
  calls: [],
  services: [],
  subscriptions: [],
  renewing: new Set(),
  /** Raise a new event, as the integration would tell it. */
  raise(more = {}) {
    const id = Math.max(0, ...harness.events.map(({ event_id: known }) => known)) + 1;
    const event = { ...makeEvent(id, Date.now()), ...more };
    harness.events.unshift(event);
    harness.send({ type: "event", event });
    return event;
  },
  send(message) {
    for (const callback of harness.subscriptions) callback(message);
  },
};
window.harness = harness;

const flat = (data, path = "", found = {}) => {
  for (const [key, value] of Object.entries(data))
    if (typeof value === "string") found[path + key] = value;
    else flat(value, `${path}${key}.`, found);
  return found;
};
const language = settings.get("language") ?? "en";
const texts = flat(await (await fetch(`/translations/${language}.json`)).json());

const cardTexts = Object.fromEntries(Object.entries(texts).map(([key, text]) => [`component.vxg.${key}`, text]));

const named = { front_door: "Front door", garage: "Garage", yard: "Yard", gate: "Gate", roof: "Roof" };
const states = {};
const entities = {};
const devices = {};
for (const id of CAMERAS) {
  const slug = id.slice(7);
  devices[slug] = { id: slug, name: named[slug], area_id: null };
  const add = (entityId, name, more = {}, attributes = {}) => {
    entities[entityId] = { entity_id: entityId, platform: "vxg", device_id: slug, ...more };
    states[entityId] = { entity_id: entityId, state: "on", attributes: { friendly_name: name, ...attributes } };
  };
  add(id, named[slug]);
  add(`event.${slug}_events`, `${named[slug]} Events`, {}, { event_types: TYPES });
  add(`button.${slug}_trigger_siren`, `${named[slug]} Trigger Siren`, { translation_key: "trigger" });
  add(`button.${slug}_create_parcel`, `${named[slug]} Create Parcel event`, { translation_key: "create" });
}

/** Give other addresses of videos, but not in the first answer to a command. */
function renew(type, answer) {
  if (!harness.renewing.has(type)) return harness.renewing.add(type);
  for (const event of answer.events ?? [answer]) event.video = `${event.video}?renewed`;
}

const COMMANDS = { "vxg/coverage": coverage, "vxg/events/get": get, "vxg/events/list": list };

const connection = new EventTarget();
connection.subscribeMessage = async (callback, command) => {
  harness.calls.push(command);
  harness.subscriptions.push(callback);
  callback({ type: "availability", available: true, since: null, entity_ids: [], version: harness.version });
  return () => harness.subscriptions.splice(harness.subscriptions.indexOf(callback), 1);
};

const hass = {
  states,
  entities,
  devices,
  areas: {},
  config: { time_zone: settings.get("zone") ?? "Europe/Amsterdam" },
  locale: { language, time_format: settings.get("clock") ?? "language", time_zone: "server" },
  language,
  user: { is_admin: !settings.has("member") },
  connection,
  localize: (key) => texts[key.replace("component.vxg.", "")] ?? "",
  callWS: async (message) => {
    if (message.type === "frontend/get_translations") return { resources: cardTexts };
    harness.calls.push(message);
    await new Promise((resolve) => setTimeout(resolve, number("delay", 0)));
    const answer = structuredClone(COMMANDS[message.type](message));
    if (settings.has("renewed")) renew(message.type, answer);
    if (message.type === "vxg/events/list" && !harness.answered)
      harness.answered = performance.mark("answered").startTime;
    return answer;
  },
  callService: async (domain, service, data, target) => {
    harness.services.push({ domain, service, data, target });
    await new Promise((resolve) => setTimeout(resolve));
    if (harness.refusing) throw new Error("The token may only read");
    const event = harness.events.find(({ event_id: id }) => id === data.event_id);
    if (service === "review_event") {
      event.reviewed = !data.undo;
      event.result = data.undo ? null : (data.result ?? event.result);
    } else if (service === "update_event") {
      event.metadata = { ...event.metadata, ...data.set };
      for (const tag of data.remove) delete event.metadata[tag];
    } else return;
    if (!harness.silent) harness.send({ type: "changed", event: structuredClone(event) });
  },
};
window.hass = hass;

/** Resolve once the card shows an event, with the time since its answer or message. */
harness.shown = (id) =>
  new Promise((resolve) => {
    const since = id ? performance.now() : undefined;
    const look = () => {
      const rows = card.shadowRoot?.querySelector("vxg-events-list")?.shadowRoot;
      const found = rows?.querySelector(id ? `[data-key$=" ${id}"]` : "[data-key]");
      if (!found) return requestAnimationFrame(look);
      // After the frame that has it.
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - (since ?? harness.answered))));
    };
    look();
  });

/** Return how many elements the card has in the document, with all that are inside of others. */
harness.elements = () => {
  const count = (root) =>
    [...root.querySelectorAll("*")].reduce(
      (sum, element) => sum + 1 + (element.shadowRoot ? count(element.shadowRoot) : 0),
      0,
    );
  return count(card.shadowRoot);
};

/** Scroll the list a part of its height each frame; return the longest frame and most elements. */
harness.scroll = (distance, step) =>
  new Promise((resolve) => {
    const scroller = card.shadowRoot.querySelector("vxg-events-list").shadowRoot.querySelector(".scroller");
    const frames = [];
    let elements = 0;
    let last = performance.now();
    // Asked for once, as that makes the browser lay out the page at once.
    let top = scroller.scrollTop;
    const end = top + Math.sign(step) * distance;
    const turn = () => {
      const now = performance.now();
      frames.push(now - last);
      last = now;
      if (frames.length % 10 === 0) elements = Math.max(elements, harness.elements());
      if ((end - top) * step <= 0)
        return resolve({ longest: Math.max(...frames), count: frames.length, elements });
      top += step;
      scroller.scrollTop = top;
      return requestAnimationFrame(turn);
    };
    requestAnimationFrame(turn);
  });

if (settings.has("dark")) document.documentElement.classList.add("dark");
document.querySelector("main").style.maxWidth = settings.get("width") ?? "500px";
await customElements.whenDefined("vxg-events-card");
const card = document.createElement("vxg-events-card");
card.setConfig({ type: "custom:vxg-events-card", ...JSON.parse(settings.get("config") ?? "{}") });
card.hass = hass;
if (settings.has("height")) document.querySelector("main").style.height = settings.get("height");
harness.start = () => document.querySelector("main").append(card);
if (!settings.has("wait")) harness.start();
harness.ready = true;
