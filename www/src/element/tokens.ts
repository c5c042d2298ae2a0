import { unsafeCSS } from "lit";
import text from "../tokens.css?inline";

/**
 * The page's tokens for a shadow root. `--size` takes the place of the root's type, which is the surrounding page's own; the
 * theme is always said, by `data-theme`.
 */
export const tokens = unsafeCSS(
  text
    .replaceAll(/font-size:[^;}]*;?/g, "")
    .replaceAll(/(\d*\.?\d+)rem/g, "calc($1 * var(--size))")
    .replaceAll(/:root:root/g, ":root")
    .replaceAll(/:root(\[[^\]]*\])?/g, (_, attribute) => (attribute ? `:host(${attribute})` : ":host")),
);
