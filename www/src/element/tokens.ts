import { unsafeCSS } from "lit";
import text from "../tokens.css?inline";

/**
 * The page's tokens for a shadow root: `--size` takes the place of the root's type, which is the surrounding page's own, and
 * the theme is always said, by `data-theme`.
 */
export function forShadowRoot(styles: string): string {
  return styles
    .replaceAll(/(?<!-)font-size:[^;}]*;?/g, "")
    .replaceAll(/(\d*\.?\d+)rem/g, "calc($1 * var(--size))")
    .replaceAll(":root:root", ":root")
    .replaceAll(/:root(\[[^\]]*\])?/g, (_, attribute) => (attribute ? `:host(${attribute})` : ":host"));
}

export const tokens = unsafeCSS(forShadowRoot(text));
