/** What the page loads once a run is on show. */

import typeUrl from "./type.css?url";

/** Loads the notice panel; without a network it cannot be, and the message is shown without it. */
export async function loadNotices(): Promise<void> {
  await import("../panels/notice/notice-panel.ts").catch(() => undefined);
}

/** Loads the page's typeface. */
export function loadType(): void {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = typeUrl;
  document.head.append(link);
}
