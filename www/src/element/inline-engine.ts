/** What the one-file module runs in a worker or, where there can be none, on the page's thread. */

import { loadEngine } from "../engine/index.ts";
import { serve } from "../worker/serve.ts";

export { loadEngine, serve };
