import type { StartWorker } from "../store/run-store.ts";

/** Where the document is kept, so that a link reproduces it. */
interface Address {
  /** The text after the `#`; empty if there is none. */
  hash(): string;
  /** Replaces the hash; an empty one removes it. */
  replace(hash: string): void;
  /** The link with `hash`. */
  link(hash: string): string;
  /** Calls `changed` whenever the reader changes the address. Returns a function that stops this. */
  watch(changed: () => void): () => void;
}

/** What the page needs from its surroundings. */
export interface Environment {
  readonly address: Address;
  /** Where preferences are stored; throws if the browser refuses access. */
  readonly storage: () => Storage;
  /** Where a tab keeps what a reload would lose; throws like `storage`. */
  readonly tabStorage: () => Storage;
  /** Loads what a page can do without until a run is on show. */
  readonly loadLater: () => void;
  /** The wasm file of the remedies, where it is not beside the page. */
  readonly remedies?: () => Promise<ArrayBuffer>;
  /** Starts a worker with an engine. */
  readonly startWorker: StartWorker;
}

/** The address bar of a page of its own. */
export const addressBar: Address = {
  hash: () => location.hash.replace(/^#/, ""),
  replace: (hash) => {
    // An empty hash would leave a `#`.
    const url = hash === "" ? location.pathname + location.search : `#${hash}`;
    try {
      history.replaceState(null, "", url);
    } catch {
      // A page without an address of its own, such as a frame's text, keeps none.
    }
  },
  link: (hash) => new URL(`#${hash}`, location.href).href,
  watch: (changed) => {
    window.addEventListener("hashchange", changed);
    return () => window.removeEventListener("hashchange", changed);
  },
};
