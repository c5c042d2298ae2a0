/** The page's worker: one run at a time. */

import { type Endpoint, serve } from "./serve.ts";

serve(self as unknown as Endpoint);
