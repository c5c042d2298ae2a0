import { afterEach, expect, it, vi } from "vitest";
import { define } from "./element.ts";

declare global {
  interface HTMLElementTagNameMap {
    "gradient-lab-test": HTMLElement;
  }
}

afterEach(() => vi.unstubAllGlobals());

it("an element that is there already stays, and no second is asked for", () => {
  const registry = new Map<string, unknown>();
  vi.stubGlobal("customElements", {
    get: (name: string) => registry.get(name),
    define: (name: string, element: unknown) => {
      if (registry.has(name)) throw new DOMException(`${name} is there already`, "NotSupportedError");
      registry.set(name, element);
    },
  });
  class First extends EventTarget {}
  class Second extends EventTarget {}
  for (const element of [First, Second]) define("gradient-lab-test")(element as CustomElementConstructor);
  expect(registry.get("gradient-lab-test")).toBe(First);
});
