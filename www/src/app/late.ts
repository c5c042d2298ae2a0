/** What the page on a site loads once a run is on show. */

import typeUrl from "./type.css?url";

/** Loads the page's typeface. */
export function loadType(): void {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = typeUrl;
  document.head.append(link);
}
