/**
 * Keeps the site's files, so that it opens without a network, and always all of one build: a newer one is fetched in the
 * background, and takes over when the reader says so or no page of the older one is open any more.
 */

/** The files to keep, and their common hash: the build writes both in front of this script. */
declare const FILES: readonly string[];
declare const BUILD: string;

/** What is used of a service worker's global scope. */
interface Scope {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: LifeEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: RequestEvent) => void): void;
  addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
}

interface LifeEvent {
  waitUntil(done: Promise<unknown>): void;
}

interface RequestEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

const scope = self as unknown as Scope;
const { scope: folder } = scope.registration;

/** Caches are an origin's: those of another folder's copy are not ours. */
const OURS = `gradient-lab ${folder} `;
const CACHE = OURS + BUILD;

scope.addEventListener("install", (event) => event.waitUntil(keep()));

scope.addEventListener("activate", (event) =>
  event.waitUntil(Promise.all([forgetOlder(), scope.clients.claim()])),
);

scope.addEventListener("message", ({ data }) => {
  if (data === "take over") void scope.skipWaiting();
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const name = nameOf(request.url);
  if (request.method !== "GET" || name === null) return;
  if (FILES.includes(name)) event.respondWith(kept(name, request));
  else if (name.startsWith("data/")) event.respondWith(keptOnceUsed(request));
});

/** Fetches all files; those whose names have no hash anew. */
async function keep(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(
    FILES.map((name) => new Request(folder + name, name.startsWith("assets/") ? {} : { cache: "no-cache" })),
  );
}

async function forgetOlder(): Promise<void> {
  const names = await caches.keys();
  const older = names.filter((name) => name.startsWith(OURS) && name !== CACHE);
  await Promise.all(older.map((name) => caches.delete(name)));
}

/** A file's name in the list, its query left out; null where it is elsewhere. */
function nameOf(address: string): string | null {
  const { origin, pathname } = new URL(address);
  const url = origin + pathname;
  if (!url.startsWith(folder)) return null;
  const name = url.slice(folder.length);
  return name === "" || name === "index.html" ? "./" : name;
}

async function kept(name: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(folder + name)) ?? fetch(request);
}

/** Image sets are large: those that were used once are there without a network. */
async function keptOnceUsed(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const held = await cache.match(request);
  if (held) return held;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}
