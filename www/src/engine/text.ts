import { refusal } from "./refusal.ts";

/** A table as text; refuses bytes that are none, as the command line does. */
export function tableText(table: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(table);
  } catch {
    throw refusal("data", "", `is not UTF-8 text, from byte ${validBytes(table)} on`);
  }
}

/** The bytes in front of the first that begins no character. */
function validBytes(bytes: Uint8Array): number {
  let [valid, invalid] = [0, bytes.length + 1];
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    if (beginning(bytes, middle) === null) invalid = middle;
    else valid = middle;
  }
  return new TextEncoder().encode(beginning(bytes, valid) ?? "").length;
}

/** The whole characters of the first `length` bytes; null where those are no text. */
function beginning(bytes: Uint8Array, length: number): string | null {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  try {
    return decoder.decode(bytes.subarray(0, length), { stream: true });
  } catch {
    return null;
  }
}
