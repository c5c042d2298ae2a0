/** An image file's header: magic number, version, name, images, width, height. */
const HEADER_BYTES = 52;
const MAGIC = "GLIM";
const VERSION_AT = 4;
const DEFLATED = 1;
const PLAIN = 2;

/** More than the largest file holds. */
const MAX_BYTES = 1 << 24;

/**
 * The image file with its pixels inflated: the engine reads plain files only, as browsers can inflate themselves. What
 * is no such file is left for the engine to refuse.
 */
export async function inflated(name: string, file: Uint8Array): Promise<Uint8Array> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const deflated =
    file.length >= HEADER_BYTES &&
    String.fromCharCode(...file.subarray(0, MAGIC.length)) === MAGIC &&
    view.getUint32(VERSION_AT, true) === DEFLATED;
  if (!deflated) return file;
  const body = await inflate(file.slice(HEADER_BYTES)).catch((cause: unknown) => {
    throw new Error(`${name}: the file is cut short or damaged; pack or load the image files again`, {
      cause,
    });
  });
  const plain = new Uint8Array(HEADER_BYTES + body.length);
  plain.set(file.subarray(0, HEADER_BYTES));
  new DataView(plain.buffer).setUint32(VERSION_AT, PLAIN, true);
  plain.set(body, HEADER_BYTES);
  return plain;
}

async function inflate(deflated: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const reader = new Blob([deflated]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
    if (length > MAX_BYTES) {
      await reader.cancel();
      throw new RangeError("it holds more than any image file does");
    }
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
