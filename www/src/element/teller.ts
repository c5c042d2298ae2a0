import type { Snapshot } from "../state/figures.ts";
import type { CurrentRun } from "../state/run.ts";
import type { ElementEvents } from "./api.ts";

/** Dispatches an event. */
export type Tell = <Type extends keyof ElementEvents>(type: Type, detail: ElementEvents[Type]) => void;

/** Tells of figures and faults, each once. */
export class Teller {
  private snapshot: Snapshot | null = null;
  private verdict = "";
  private run = 0;
  private fault = "";
  /** Whether the verdict of the next run is told in any case, since it is of another document. */
  private rejudged = true;

  constructor(private readonly tell: Tell) {}

  /** The next run is of another document. */
  expectVerdict(): void {
    this.rejudged = true;
  }

  /** Tells what is new of the run on show. */
  figures({ run, snapshot }: CurrentRun): void {
    const { step, epoch, loss, diagnosis, learning, status } = snapshot;
    const isNew = this.run !== run;
    const before = isNew ? null : this.snapshot;
    if (before === snapshot) return;
    if (isNew && this.rejudged) this.verdict = "";
    if (isNew) this.rejudged = false;
    const verdict = `${diagnosis.verdict} ${learning?.kind}`;
    const isJudged = this.verdict !== verdict;
    Object.assign(this, { run, snapshot, verdict });
    if (step > 0 && before?.step !== step) this.tell("step", { step, epoch, loss });
    if (isJudged) {
      const { verdict, rho } = diagnosis;
      this.tell("verdict", { verdict, rho, learning: learning?.kind ?? null });
    }
    if (status.kind === "diverged" && before?.status.kind !== "diverged") {
      this.tell("diverged", { step: status.step, layer: status.layer });
    }
  }

  /** Tells what is wrong; empty if nothing is. */
  problem(message: string): void {
    if (this.fault === message) return;
    this.fault = message;
    if (message !== "") this.tell("error", { message });
  }
}
