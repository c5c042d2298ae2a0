import { oneModule } from "./one-module.ts";

/** Builds `gradient-lab.widget.mjs`: all of the element in one module. */
export default oneModule("gradient-lab.widget", "src/element/widget.ts", { entryFileNames: "[name].mjs" });
