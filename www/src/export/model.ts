/** A model file with the name that its run has now. */

import { isObject, type JsonObject } from "../state/path.ts";

/**
 * `model`, a safetensors file, with `document` in its metadata. Its tensors stay where they are: their offsets count from the
 * end of the header, whose length is a multiple of eight.
 */
export function withDocument(model: Uint8Array<ArrayBuffer>, document: JsonObject): Uint8Array<ArrayBuffer> {
  const length = Number(new DataView(model.buffer, model.byteOffset).getBigUint64(0, true));
  const header: unknown = JSON.parse(new TextDecoder().decode(model.subarray(8, 8 + length)));
  if (!isObject(header) || !isObject(header.__metadata__)) return model;
  const metadata = { ...header.__metadata__, experiment: JSON.stringify(document) };
  const text = new TextEncoder().encode(JSON.stringify({ ...header, __metadata__: metadata }));
  const padded = Math.ceil(text.length / 8) * 8;
  const tensors = model.subarray(8 + length);
  const named = new Uint8Array(8 + padded + tensors.length).fill(0x20, 8, 8 + padded);
  new DataView(named.buffer).setBigUint64(0, BigInt(padded), true);
  named.set(text, 8);
  named.set(tensors, 8 + padded);
  return named;
}
