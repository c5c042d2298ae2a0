/** Tells whether any of several values has changed since the last time, so that what depends on them can be kept. */
export class ChangeDetector {
  #values: readonly unknown[] = [];

  /** Whether `values` differ from those of the last call; the values are compared by identity. */
  hasChanged(values: readonly unknown[]): boolean {
    const before = this.#values;
    this.#values = values;
    return values.length !== before.length || values.some((value, index) => value !== before[index]);
  }
}
