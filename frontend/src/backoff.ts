/** A retry after 5 seconds, then twice as long each time, up to a minute. */

const FIRST = 5_000;
const LONGEST = 60_000;

export class Backoff {
  private delay = FIRST;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly action: () => void;

  constructor(action: () => void) {
    this.action = action;
  }

  get waiting(): boolean {
    return this.timer !== undefined;
  }

  start(): void {
    this.cancel();
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.action();
    }, this.delay);
    this.delay = Math.min(this.delay * 2, LONGEST);
  }

  cancel(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  reset(): void {
    this.cancel();
    this.delay = FIRST;
  }
}
