/** The site without a network: lists for the service worker what it keeps. */

import { createHash } from "node:crypto";
import type { Plugin } from "vite";

/** What the pages do not use: other people's modules use it, or it is there for other pages. */
const NOT_KEPT = /^(engine\.js|service-worker\.js|.*\.map)$/;

/** What `public` adds to the built files. */
const PUBLIC = ["icon.svg"];

/** Builds the service worker, which begins with the names of the files and their common hash. */
export function offline(): Plugin {
  return {
    name: "offline",
    apply: "build",
    enforce: "post",
    buildStart() {
      this.emitFile({ type: "chunk", id: "src/service-worker.ts", fileName: "service-worker.js" });
    },
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const worker = bundle["service-worker.js"];
        if (worker?.type !== "chunk") this.error("there is no service worker");
        const kept = Object.values(bundle).filter(({ fileName }) => !NOT_KEPT.test(fileName));
        const hash = createHash("sha256");
        for (const file of kept) hash.update(file.type === "asset" ? file.source : file.code);
        // The server's own name of the index: some answer its file name with a redirection.
        const names = kept.map(({ fileName }) => (fileName === "index.html" ? "./" : fileName));
        const files = JSON.stringify([...names, ...PUBLIC].sort());
        worker.code = `const FILES=${files},BUILD="${hash.digest("hex").slice(0, 16)}";${worker.code}`;
      },
    },
  };
}
