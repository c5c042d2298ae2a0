/** Acts on news no more often than once an interval, and always on the last. */
export class Pace {
  #due = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `interval` in milliseconds. */
  constructor(
    private readonly interval: number,
    private readonly act: () => void,
  ) {}

  /** There is news: acts now, or once the interval is over. */
  follow(): void {
    const wait = this.#due - performance.now();
    if (wait <= 0) this.#act();
    else this.#timer ??= setTimeout(() => this.#act(), wait);
  }

  /** Forgets what it has not acted on. */
  rest(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #act(): void {
    this.rest();
    this.#due = performance.now() + this.interval;
    this.act();
  }
}
