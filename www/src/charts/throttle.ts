/** Calls an action at most once an interval, and always once more after the last request. */
export class Throttle {
  #due = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `interval` in milliseconds. */
  constructor(
    private readonly interval: number,
    private readonly action: () => void,
  ) {}

  /** Calls the action now, or as soon as the interval since the last call is over. */
  request(): void {
    const wait = this.#due - performance.now();
    if (wait <= 0) this.#run();
    else this.#timer ??= setTimeout(() => this.#run(), wait);
  }

  /** Cancels a call that is still due. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Cancels a call that is still due, and starts an interval: what the action does has just been done. */
  restart(): void {
    this.cancel();
    this.#due = performance.now() + this.interval;
  }

  #run(): void {
    this.restart();
    this.action();
  }
}
