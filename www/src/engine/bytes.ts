// Not written at its import, so that bundlers for browsers leave it alone.
const NODE_FILES = "node:fs/promises";

/** The bytes at a URL, in browsers and in Node, whose `fetch` reads no files. */
export async function readBytes(
  url: URL,
  what: string,
  signal: AbortSignal | null = null,
): Promise<Uint8Array<ArrayBuffer>> {
  if (url.protocol === "file:") {
    const { readFile } = (await import(/* @vite-ignore */ NODE_FILES)) as typeof import("node:fs/promises");
    return new Uint8Array(await readFile(url));
  }
  const failed = (cause: unknown) => {
    throw new Error(`${what} could not be loaded from ${url.href}: the connection failed`, { cause });
  };
  const response = await fetch(url, { signal }).catch(failed);
  if (!response.ok) {
    throw new Error(`${what} could not be loaded from ${url.href}: the server answered ${response.status}`);
  }
  return new Uint8Array(await response.arrayBuffer().catch(failed));
}
