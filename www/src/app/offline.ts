import { UpdateBar } from "../panels/notice/update-bar.ts";

/** The service worker's script, beside the page. */
const SCRIPT = new URL(/* @vite-ignore */ "../service-worker.js", import.meta.url);

/** Has the site kept for visits without a network; where a newer version has come, a bar says so. */
export async function workOffline(): Promise<void> {
  if (import.meta.env.DEV) return;
  try {
    const registration = await navigator.serviceWorker.register(SCRIPT);
    if (registration.waiting) offer(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const { installing } = registration;
      installing?.addEventListener("statechange", () => {
        if (installing.state === "installed") offer(installing);
      });
    });
  } catch {
    // Without a secure connection, or where the browser refuses storage, the page needs its server.
  }
}

/** Offers a newer version; the first one takes the page over by itself. */
function offer(newer: ServiceWorker): void {
  if (!navigator.serviceWorker.controller) return;
  const bar = new UpdateBar();
  bar.addEventListener("update-accepted", () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload());
    newer.postMessage("take over");
  });
  document.body.append(bar);
}
