/** What a program has asked an element for, in the order in which it has. */
export type Command =
  | { kind: "open"; text: string }
  | { kind: "train" }
  | { kind: "pause" }
  | { kind: "reset" }
  | { kind: "step"; steps: number };

/** Where a run stands, as far as commands have to wait for it. */
export interface Standing {
  /** Whether a document is being opened. */
  readonly opening: boolean;
  /** The steps done; null where there is no run. */
  readonly step: number | null;
  /** Whether no step is left to do. */
  readonly ended: boolean;
}

/** Commands that take effect one after the other: each once the one before has. */
export class CommandQueue {
  private readonly commands: Command[] = [];
  /** The step at which the latest `step` is done. */
  private goal: number | null = null;

  add(command: Command): void {
    this.commands.push(command);
  }

  /** Adds what all others wait for, although they may have been asked for before. */
  addFirst(command: Command): void {
    this.commands.unshift(command);
  }

  /** Drops what waits: a reader has taken over, or nothing can take effect. */
  clear(): void {
    this.commands.length = 0;
    this.goal = null;
  }

  /** The next command if it can take effect now; the caller acts on it. */
  next({ opening, step, ended }: Standing): Command | null {
    if (this.goal !== null && (ended || (step !== null && step >= this.goal))) this.goal = null;
    const [command] = this.commands;
    if (!command || this.goal !== null || (command.kind !== "open" && (opening || step === null)))
      return null;
    this.commands.shift();
    if (command.kind === "step" && step !== null && !ended) this.goal = step + command.steps;
    return command;
  }
}
