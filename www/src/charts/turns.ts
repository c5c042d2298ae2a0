/** Drawings that take turns while new figures come faster than all of them can be drawn. */

/** Whether a drawing has many pixels or much text. */
export type Cost = "light" | "costly";

/** Draws one of either cost a frame, the longest waiting first. Every drawing is a function that stays the same. */
export class Turns {
  readonly #waiting: Readonly<Record<Cost, Set<() => void>>> = { light: new Set(), costly: new Set() };
  #frame: number | null = null;

  /** Asks for a turn; whoever waits already keeps its place. */
  ask(cost: Cost, draw: () => void): void {
    this.#waiting[cost].add(draw);
    this.#await();
  }

  /** Gives a turn up. */
  withdraw(draw: () => void): void {
    for (const waiting of Object.values(this.#waiting)) waiting.delete(draw);
  }

  #await(): void {
    this.#frame ??= requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    this.#frame = null;
    const sets = Object.values(this.#waiting);
    const next = sets.flatMap(([draw]) => draw ?? []);
    for (const draw of next) this.withdraw(draw);
    if (sets.some((waiting) => waiting.size > 0)) this.#await();
    for (const draw of next) draw();
  }
}

/** The turns of the page's drawings. */
export const turns = new Turns();
