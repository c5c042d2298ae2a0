/** Keeps something costly to a share of the time: after taking `cost`, it rests until the share is met again. */
export class Budget {
  private restUntil = Number.NEGATIVE_INFINITY;

  constructor(private readonly share: number) {}

  /** Whether its rest is over. */
  allows(now: number): boolean {
    return now >= this.restUntil;
  }

  /** Notes that it took from `start` to `end`. */
  spent(start: number, end: number): void {
    this.restUntil = end + (end - start) * (1 / this.share - 1);
  }
}
