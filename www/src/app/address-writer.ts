import { toHash } from "../state/link.ts";
import { saveTab, type Tab } from "../state/tab.ts";
import type { Environment } from "./environment.ts";

/** The delay of writing the address: browsers refuse to write it too often. */
const DELAY_MS = 300;

/** Writes the document into the address, and keeps for a reload what that does not say. */
export class AddressWriter {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly environment: Environment,
    private readonly unsaid: () => Omit<Tab, "hash">,
  ) {}

  /** Writes the document `json` soon, unless another follows. */
  write(json: string): void {
    this.cancel();
    const write = () => {
      this.environment.address.replace(toHash(json));
      this.keep();
    };
    this.timer = setTimeout(write, DELAY_MS);
  }

  keep(): void {
    const { address, tabStorage } = this.environment;
    saveTab({ hash: address.hash(), ...this.unsaid() }, tabStorage);
  }

  /** Drops a document that is still to be written. */
  cancel(): void {
    clearTimeout(this.timer);
  }
}
