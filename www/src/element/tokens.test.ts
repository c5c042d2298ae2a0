import { expect, it } from "vitest";
import { forShadowRoot } from "./tokens.ts";

it("follows the host element and its own size in place of the root and its type", () => {
  const styles =
    ":root{font-size:max(100%,1vw);--text:.875rem}:root[data-theme=dark]{--ink:#fff}:root:root{--line:1px}";
  expect(forShadowRoot(styles)).toBe(
    ":host{--text:calc(.875 * var(--size))}:host([data-theme=dark]){--ink:#fff}:host{--line:1px}",
  );
});
