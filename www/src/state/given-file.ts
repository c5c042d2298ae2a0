/** What a file is that the reader gives, told by its content alone. */

import { isObject } from "./path.ts";

/** What a file is: with what it holds where that is a document. */
export type Given =
  | { readonly kind: "table" | "picture" | "workbook" | "other" }
  /** An experiment document, or a model file, which holds one. */
  | { readonly kind: "document" | "model"; readonly text: string };

/** How pictures begin that browsers show: PNG, JPEG, GIF, BMP, and WebP or AVIF behind four bytes. */
const PICTURES: readonly (readonly [offset: number, start: string])[] = [
  [0, "\x89PNG"],
  [0, "\xff\xd8\xff"],
  [0, "GIF8"],
  [0, "BM"],
  [8, "WEBP"],
  [4, "ftypavif"],
];

/** What `bytes` are. */
export function kindOf(bytes: Uint8Array): Given {
  const start = String.fromCharCode(...bytes.subarray(0, 16));
  const model = modelDocument(bytes);
  if (model !== null) return { kind: "model", text: model };
  // The first bytes of these are no characters, or their lines no table's.
  const isPicture = PICTURES.some(([offset, magic]) => start.startsWith(magic, offset));
  if (isPicture && bytes.includes(0)) return { kind: "picture" };
  if (start.startsWith("PK\x03\x04") || start.startsWith("\xd0\xcf\x11\xe0")) return { kind: "workbook" };
  if (/^(\xff\xfe|\xfe\xff)/.test(start)) return { kind: "table" };
  if (bytes.includes(0)) return { kind: "other" };
  const text = new TextDecoder().decode(bytes);
  if (/^\s*\{/.test(text)) return { kind: "document", text };
  return /[\r\n,;\t]/.test(text.trim()) || text.trim() === "" ? { kind: "table" } : { kind: "other" };
}

/** The document in a safetensors file: the length of a header, and that header, JSON with the document in its metadata. */
function modelDocument(bytes: Uint8Array): string | null {
  if (bytes.length < 10) return null;
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > bytes.length - 8 || bytes[8] !== 0x7b) return null;
  try {
    const header: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
    const metadata = isObject(header) ? header.__metadata__ : undefined;
    const document = isObject(metadata) ? metadata.experiment : undefined;
    return typeof document === "string" ? document : null;
  } catch {
    return null;
  }
}
