import type { Control } from "../state/controls.ts";
import { setup } from "../text/en.ts";

/** A control with another label where the catalogue's reads worse beside the control itself. */
export function worded(control: Control): Control {
  if (control.field === "kind") return { ...control, label: setup.set };
  if (control.field === "repeat") return { ...control, label: setup.depth };
  return control;
}
