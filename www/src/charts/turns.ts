/** Drawings that take turns while new figures come faster than all of them can be drawn. */

/** Milliseconds of a frame in which drawings may begin. */
const BUDGET = 0.1;

/** Draws what fits into a frame, at least one and the longest waiting first. Every drawing is a function that stays the same. */
export class Turns {
  readonly #waiting = new Set<() => void>();
  #frame: number | null = null;

  /** Asks for a turn; whoever waits already keeps its place. */
  ask(draw: () => void): void {
    this.#waiting.add(draw);
    this.#await();
  }

  /** Gives a turn up. */
  withdraw(draw: () => void): void {
    this.#waiting.delete(draw);
  }

  #await(): void {
    this.#frame ??= requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    this.#frame = null;
    const end = performance.now() + BUDGET;
    try {
      for (const draw of [...this.#waiting]) {
        this.#waiting.delete(draw);
        draw();
        if (performance.now() >= end) break;
      }
    } finally {
      if (this.#waiting.size > 0) this.#await();
    }
  }
}

/** The turns of the page's drawings. */
export const turns = new Turns();
