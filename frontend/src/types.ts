/** What the card uses of Home Assistant's frontend, and what the integration answers. */

export interface EntityState {
  entity_id: string;
  state: string;
  attributes: Record<string, unknown>;
}

export interface EntityEntry {
  entity_id: string;
  platform?: string;
  device_id?: string | null;
  area_id?: string | null;
  translation_key?: string;
  entity_category?: string;
  hidden?: boolean;
  name?: string | null;
}

export interface DeviceEntry {
  id: string;
  name?: string | null;
  name_by_user?: string | null;
  area_id?: string | null;
}

export interface AreaEntry {
  area_id: string;
  name: string;
  icon?: string | null;
}

export interface Locale {
  language: string;
  time_format: "language" | "system" | "12" | "24";
  time_zone: "local" | "server";
}

export type Unsubscribe = () => Promise<void> | void;

export interface Connection {
  subscribeMessage<T>(
    callback: (message: T) => void,
    command: object,
    options?: { resubscribe?: boolean },
  ): Promise<Unsubscribe>;
  addEventListener(type: string, listener: () => void): void;
  removeEventListener(type: string, listener: () => void): void;
}

export interface Hass {
  states: Record<string, EntityState | undefined>;
  entities: Record<string, EntityEntry>;
  devices: Record<string, DeviceEntry>;
  areas: Record<string, AreaEntry>;
  config: { time_zone: string };
  user?: { is_admin: boolean };
  locale: Locale;
  language: string;
  connection: Connection;
  localize(key: string): string;
  callWS<T>(message: object): Promise<T>;
  callService(
    domain: string,
    service: string,
    data?: object,
    target?: object,
    notifyOnError?: boolean,
    returnResponse?: boolean,
  ): Promise<unknown>;
}

export interface CardConfig {
  type: string;
  title?: string;
  entities?: string[];
  entity?: string;
  entry_id?: string;
  event_types?: string[];
  show_live?: boolean;
  show_bar?: boolean;
  show_list?: boolean;
  show_filters?: boolean;
}

/** Text if it is beyond the integers that numbers of JavaScript hold. */
export type EventId = number | string;

export interface VxgEvent {
  event_id: EventId;
  entity_id: string;
  event_type: string;
  name: string;
  time: string;
  late: boolean;
  metadata: Record<string, unknown>;
  reviewed: boolean;
  result?: boolean | null;
  picture: string | null;
  video: string | null;
  media_content_id: string;
}

/** When some cameras, or (null) all, could not be read. */
export interface Gap {
  entity_ids: string[] | null;
  start: string;
  end: string;
  recovered: number;
}

export interface Counts {
  day: string;
  types: Record<string, number>;
  approximate: boolean;
}

export interface ListAnswer {
  events: VxgEvent[];
  gaps: Gap[];
  cursor: string | null;
  counts?: Counts | null;
  /** Cameras that could not be read. */
  errors?: Record<string, { key: string; message: string }>;
  /** Cameras for which the user and the token may write; all if it is not said. */
  can_control?: string[];
  version?: string | null;
}

export interface Availability {
  type: "availability";
  available: boolean;
  since: string | null;
  entity_ids?: string[] | null;
  version?: string | null;
}

export type Message =
  | { type: "event" | "picture" | "changed"; event: VxgEvent }
  | { type: "gap"; gap: Gap }
  | Availability;

/** Recorded parts of a period: start, and length in seconds. */
export type Coverage = [start: string, seconds: number][];

/** What the list is limited to. */
export interface Filter {
  event_types: string[];
  entity_ids: string[];
  text: string;
  tags: string[];
  reviewed: boolean | null;
}

export const NO_FILTER: Filter = {
  event_types: [],
  entity_ids: [],
  text: "",
  tags: [],
  reviewed: null,
};
