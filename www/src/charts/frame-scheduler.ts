/** Spreads drawings over animation frames while new figures come faster than all of them can be drawn. */

/** Milliseconds of a frame within which drawings may start. */
const MAX_START_MS = 0.1;

/**
 * Draws as much as fits into a frame: at least one drawing, the longest waiting first. A drawing is identified by its
 * function, so that always has to be the same one.
 */
export class FrameScheduler {
  readonly #waiting = new Set<() => void>();
  #frame: number | null = null;

  /** Queues a drawing; one that is queued already keeps its place. */
  request(draw: () => void): void {
    this.#waiting.add(draw);
    this.#requestFrame();
  }

  /** Removes a drawing from the queue. */
  cancel(draw: () => void): void {
    this.#waiting.delete(draw);
  }

  #requestFrame(): void {
    this.#frame ??= requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    this.#frame = null;
    const end = performance.now() + MAX_START_MS;
    try {
      for (const draw of [...this.#waiting]) {
        this.#waiting.delete(draw);
        draw();
        if (performance.now() >= end) break;
      }
    } finally {
      if (this.#waiting.size > 0) this.#requestFrame();
    }
  }
}

/** The scheduler that all drawings of the page share. */
export const frameScheduler = new FrameScheduler();
