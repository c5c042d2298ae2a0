/** Starts the page in one file: its script is a part of the file, compressed. */

import { part } from "./part.ts";

void part("page").then((code) => {
  const script = document.createElement("script");
  script.type = "module";
  script.textContent = new TextDecoder().decode(code);
  document.head.append(script);
});
