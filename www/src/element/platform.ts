import type { StartWorker } from "../store/run-store.ts";

/** Where the element's engine comes from: files beside its module, or the module itself. */
export interface Platform {
  /** Starts a run's worker, or joins one. */
  readonly startWorker: StartWorker;
  /** Loads what checks a document at once: the check throws what is wrong. */
  loadCheck(): Promise<(experiment: object) => void>;
  /** Gradient Lab's page; null where there is none. */
  readonly page: URL | null;
}

let platform: Platform | null = null;

/** Says where elements get their engine; the first who says so is believed. */
export function usePlatform(given: Platform): void {
  platform ??= given;
}

export function currentPlatform(): Platform {
  if (!platform) throw new Error("gradient-lab: import the package's module, not the element's own");
  return platform;
}
