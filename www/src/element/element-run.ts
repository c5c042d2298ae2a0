import type { JsonObject } from "../state/path.ts";
import { deepEqual, kindAt } from "../state/path.ts";
import { experimentOf, parsedDocument } from "../state/run.ts";
import { RunStore, type StartWorker } from "../store/run-store.ts";

/** What an element is told of its run's document. */
export interface DocumentWatcher {
  /** A run has been opened, or goes on, with another document than before; `edited` by a reader. */
  documentChanged(experiment: JsonObject, edited: boolean): void;
}

/** The run of an element. */
export class ElementRun extends RunStore {
  private shown: JsonObject | null = null;

  constructor(
    startsWorker: StartWorker,
    changed: () => Promise<unknown>,
    private readonly watcher: DocumentWatcher,
  ) {
    super(startsWorker, changed);
    this.startWorker();
  }

  /** Opens the document that the author has given. */
  openText(text: string): void {
    this.shown = null;
    this.open(parsedDocument(text), "link", false);
  }

  /** Whether the document learns from a table, which an element has no file for. */
  get needsFile(): boolean {
    return kindAt(experimentOf(this.state) ?? undefined, ["data"]) === "csv";
  }

  override givenFiles() {
    return this.needsFile ? null : super.givenFiles();
  }

  protected override isBlocked(): boolean {
    return super.isBlocked() || this.needsFile;
  }

  protected override documentChanged(experiment: JsonObject): void {
    if (this.shown && deepEqual(this.shown, experiment)) return;
    const edited = this.shown !== null;
    this.shown = experiment;
    this.watcher.documentChanged(experiment, edited);
  }
}
