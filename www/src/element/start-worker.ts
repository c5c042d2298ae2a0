/** Starts the module at `url` as a worker; one of another origin, which browsers refuse, by a module of this origin that imports it. */
export function startModule(url: URL): Worker {
  return url.origin === self.origin
    ? new Worker(url, { type: "module" })
    : startText(`import ${JSON.stringify(url.href)};`);
}

/** Starts a worker with the module `text`. */
export function startText(text: string): Worker {
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const worker = new Worker(url, { type: "module" });
  // Revoked once it has been read, which is so when the worker says or fails something.
  const revoke = () => URL.revokeObjectURL(url);
  worker.addEventListener("message", revoke, { once: true });
  worker.addEventListener("error", revoke, { once: true });
  return worker;
}
