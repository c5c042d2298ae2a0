import type { WorkerClient } from "../worker/client.ts";

/** Where the document on show is kept, so that a link reproduces it. */
export interface Address {
  /** What stands after the `#`; empty where there is none. */
  hash(): string;
  /** Has it say `hash` from now on; an empty one says nothing. */
  replace(hash: string): void;
  /** The link that says `hash`. */
  link(hash: string): string;
  /** Calls back whenever the reader changes it, until what this gives is called. */
  watch(changed: () => void): () => void;
}

/** What the page uses of what is around it. */
export interface Surroundings {
  readonly address: Address;
  /** Where preferences are kept; browsers may refuse to give it. */
  readonly storage: () => Storage;
  /** A worker that loads the engine. */
  readonly startWorker: () => Pick<WorkerClient, "listen" | "send" | "terminate">;
}

/** The address bar of a page of its own. */
export const addressBar: Address = {
  hash: () => location.hash.replace(/^#/, ""),
  replace: (hash) => {
    // Not an empty hash, which would leave the sign.
    const url = hash === "" ? location.pathname + location.search : `#${hash}`;
    history.replaceState(null, "", url);
  },
  link: (hash) => new URL(`#${hash}`, location.href).href,
  watch: (changed) => {
    window.addEventListener("hashchange", changed);
    return () => window.removeEventListener("hashchange", changed);
  },
};
