/** A worker of a pool: each port that it is sent has a run of its own, all share one engine. */

import { serve } from "./serve.ts";

self.onmessage = ({ ports }: MessageEvent) => {
  for (const port of ports) serve(port);
};
// Whoever started it learns that it may run here.
self.postMessage(null);
