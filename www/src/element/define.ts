import { GradientLab } from "./gradient-lab.ts";
import { type Platform, usePlatform } from "./platform.ts";

/** Defines the element, unless another module of this package has. */
export function defineElement(platform: Platform): void {
  if (customElements.get("gradient-lab")) return;
  usePlatform(platform);
  customElements.define("gradient-lab", GradientLab);
}
