import type { Rolldown, UserConfig } from "vite";
import { inlineEngine, weighed, withoutDetails } from "./inline-engine.ts";
import { OLDEST, plainImports, smallStyles } from "./plugins.ts";

/** How all of the element becomes the one file `name`, from the module at `entry`. */
export function oneModule(name: string, entry: string, output: Rolldown.OutputOptions): UserConfig {
  return {
    base: "./",
    publicDir: false,
    plugins: [inlineEngine(), withoutDetails(), smallStyles(), plainImports(), weighed()],
    build: {
      target: OLDEST,
      emptyOutDir: false,
      modulePreload: false,
      rolldownOptions: {
        input: { [name]: entry },
        preserveEntrySignatures: "strict",
        output: { codeSplitting: false, ...output },
      },
    },
  };
}
