import { oneModule } from "./one-module.ts";

/** Builds `gradient-lab.classic.js`: the one module as a script of the older kind, for frames without an origin. */
export default oneModule("gradient-lab.classic", "src/element/classic.ts", {
  format: "iife",
  entryFileNames: "[name].js",
});
