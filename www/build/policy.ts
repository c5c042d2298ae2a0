/** Content security policies: every page says itself that it runs and shows nothing but its own. */

import { createHash } from "node:crypto";
import type { Plugin } from "vite";

/** Sources by directive. */
type Policy = Readonly<Record<string, readonly string[]>>;

const NONE = ["'none'"];

/** What no page of ours needs. */
const NOTHING_ELSE: Policy = { "default-src": NONE, "base-uri": NONE, "form-action": NONE };

/** Of a page whose files are beside it. Pictures are those that readers drop, and figures on their way to a file. */
const SITE: Policy = {
  "script-src": ["'self'", "'wasm-unsafe-eval'"],
  "style-src": ["'self'"],
  "font-src": ["'self'"],
  "img-src": ["'self'", "blob:", "data:"],
  "connect-src": ["'self'"],
  "worker-src": ["'self'"],
};

/** The source that allows just `text`. */
export function hashSource(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/** `html` with a policy at the head's start, which allows its inline styles and scripts by their hashes. */
export function withPolicy(html: string, policy: Policy): string {
  const own = (element: string) => [
    ...html.matchAll(
      new RegExp(`<${element}(?![^>]*\\b(?:src|type="text/plain"))[^>]*>([^]*?)</${element}>`, "g"),
    ),
  ];
  const add = (directive: string, element: string) => ({
    [directive]: [...(policy[directive] ?? []), ...own(element).map(([, text = ""]) => hashSource(text))],
  });
  const whole = { ...NOTHING_ELSE, ...policy, ...add("script-src", "script"), ...add("style-src", "style") };
  const content = Object.entries(whole)
    .map(([directive, sources]) => `${directive} ${sources.join(" ")}`)
    .join("; ");
  return html.replace(
    /<meta charset="[^"]*" ?\/?>/,
    `$&\n    <meta http-equiv="Content-Security-Policy" content="${content}" />`,
  );
}

/** Gives every page of the site its policy. */
export function policies(): Plugin {
  return {
    name: "policies",
    apply: "build",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type === "asset" && file.fileName.endsWith(".html")) {
            file.source = withPolicy(String(file.source), SITE);
          }
        }
      },
    },
  };
}
