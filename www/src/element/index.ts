/** Defines `<gradient-lab>`, with its engine in files beside this module. */

import { defineElement } from "./define.ts";
import { filesPlatform } from "./files-platform.ts";

export type { ElementEvents, ElementSnapshot, GradientLabElement } from "./api.ts";

defineElement(filesPlatform);
