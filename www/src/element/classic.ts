/** Defines `<gradient-lab>` from a script of the older kind, for frames without an origin, which can load no modules. */

import { defineElement } from "./define.ts";
import { inlinePlatform } from "./inline-platform.ts";

defineElement(inlinePlatform);
