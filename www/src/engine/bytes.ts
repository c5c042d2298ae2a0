// Not written at its import, so that bundlers for browsers leave it alone.
const NODE_FILES = "node:fs/promises";

/** The bytes at a URL, in browsers and in Node, whose `fetch` reads no files. */
export async function readBytes(url: URL, what: string): Promise<Uint8Array<ArrayBuffer>> {
  if (url.protocol === "file:") {
    const { readFile } = (await import(/* @vite-ignore */ NODE_FILES)) as typeof import("node:fs/promises");
    return new Uint8Array(await readFile(url));
  }
  const response = await fetch(url).catch((cause: unknown) => {
    throw new Error(`${what} could not be loaded from ${url.href}: the connection failed`, { cause });
  });
  if (!response.ok) {
    throw new Error(`${what} could not be loaded from ${url.href}: the server answered ${response.status}`);
  }
  return new Uint8Array(await response.arrayBuffer());
}
