/** The engine cannot go on: no WebAssembly, or an internal error after which its memory is not to be trusted. */
export class EngineFailure extends Error {
  override readonly name = "EngineFailure";
}

/** Runs calls into the wasm module, and none after one of them has trapped. */
export class Guard {
  private failure: EngineFailure | null = null;

  /** @param panicMessage What a trap's panic said, and where it was. */
  constructor(private readonly panicMessage: () => string | undefined) {}

  /** Throws where the engine has ended. */
  check(): void {
    if (this.failure) throw this.failure;
  }

  /** What `call` gives; what it refuses is thrown on, a trap ends the engine. */
  run<T>(call: () => T): T {
    this.check();
    try {
      return call();
    } catch (cause) {
      if (!(cause instanceof WebAssembly.RuntimeError || cause instanceof RangeError)) throw cause;
      const what = this.panicMessage() ?? cause.message;
      this.failure = new EngineFailure(
        `the engine stopped at an internal error (${what}) and cannot be used any further; load it in a new worker or page`,
        { cause },
      );
      throw this.failure;
    }
  }
}
