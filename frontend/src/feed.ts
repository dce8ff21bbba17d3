/** The subscription to what happens, made anew with every connection. */

import type { Api, Source } from "./api.ts";
import { Backoff } from "./backoff.ts";
import type { Connection, Message, Unsubscribe } from "./types.ts";

export class Feed {
  private unsubscribe: Unsubscribe | undefined;
  private generation = 0;
  private source: Source | undefined;
  private connection: Connection | undefined;
  private readonly retry = new Backoff(() => void this.subscribe());
  private readonly api: Api;
  private readonly onMessage: (message: Message) => void;
  private readonly onReconnect: () => void;

  constructor(api: Api, onMessage: (message: Message) => void, onReconnect: () => void) {
    this.api = api;
    this.onMessage = onMessage;
    this.onReconnect = onReconnect;
  }

  start(connection: Connection, source: Source): void {
    this.stop();
    this.source = source;
    this.connection = connection;
    connection.addEventListener("ready", this.reconnected);
    void this.subscribe();
  }

  stop(): void {
    this.generation++;
    this.source = undefined;
    this.retry.reset();
    this.connection?.removeEventListener("ready", this.reconnected);
    this.cancel();
  }

  private readonly reconnected = (): void => {
    // The subscription of the connection before is gone.
    this.unsubscribe = undefined;
    void this.subscribe();
    this.onReconnect();
  };

  private async subscribe(): Promise<void> {
    if (!this.source) return;
    const generation = ++this.generation;
    try {
      const unsubscribe = await this.api.subscribe(this.source, (message) => {
        if (generation === this.generation) this.onMessage(message);
      });
      if (generation === this.generation) {
        this.unsubscribe = unsubscribe;
        this.retry.reset();
      } else {
        await unsubscribe();
      }
    } catch {
      // The list tells the user what is wrong.
      if (generation === this.generation) this.retry.start();
    }
  }

  private cancel(): void {
    const unsubscribe = this.unsubscribe;
    this.unsubscribe = undefined;
    void Promise.resolve(unsubscribe?.()).catch(() => undefined);
  }
}
