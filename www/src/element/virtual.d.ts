declare module "virtual:inline-engine" {
  /** The engine's wasm file, gzipped, as base64. */
  export const engineBytes: string;
  /** Gives what `inline-engine.ts` exports. It knows nothing of the module around it, so its text runs anywhere. */
  export function engineCode(): typeof import("./inline-engine.ts");
}
