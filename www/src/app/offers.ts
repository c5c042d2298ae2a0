import { ChangeDetector } from "../change-detector.ts";
import type { FindRemedies } from "../engine/remedies.ts";
import type { Catalogue } from "../state/figures.ts";
import { breaksFor, documentOf, isWell, type Offer, questionOf, remediesOf } from "../state/remedies.ts";
import type { CurrentRun } from "../state/run.ts";

/** The changes on offer. The engine's rules are loaded when a run is first seen in trouble. */
export class Offers {
  private readonly inputs = new ChangeDetector();
  private offers: readonly Offer[] = [];
  private find: FindRemedies | null = null;
  private allowed = false;
  private wanted = false;
  private loading = false;

  /** `loaded` is called when the rules have come; `bytes` gives their wasm file where that is not beside the page. */
  constructor(
    private readonly loaded: () => void,
    private readonly bytes: () => Promise<ArrayBuffer> | undefined,
  ) {}

  /** The rules may be loaded from now on. */
  mayLoad(): void {
    this.allowed = true;
    void this.load();
  }

  /** Those for the run as its snapshot has it; found again only when what they answer changes. */
  of(run: CurrentRun, catalogue: Catalogue | null): readonly Offer[] {
    const { experiment, initial, snapshot } = run;
    const { verdict } = snapshot.diagnosis;
    const { learning } = snapshot;
    const answered = [experiment, initial, verdict, learning?.kind, learning?.progress, this.find, catalogue];
    if (!this.inputs.hasChanged(answered)) {
      return this.offers;
    }
    this.offers = [];
    if (!catalogue) return this.offers;
    if (isWell(run)) {
      this.offers = breaksFor(experiment, catalogue);
    } else if (this.find) {
      this.offers = remediesOf(this.find(documentOf(run), questionOf(run)), experiment, catalogue);
    } else {
      this.wanted = true;
      void this.load();
    }
    return this.offers;
  }

  private async load(): Promise<void> {
    if (!this.allowed || !this.wanted || this.loading) return;
    this.loading = true;
    try {
      const { loadRemedies } = await import("../engine/remedies.ts");
      this.find = await loadRemedies(this.bytes());
      this.loaded();
    } catch {
      // Without a connection there are none; the next trouble tries again.
      this.loading = false;
    }
  }
}
