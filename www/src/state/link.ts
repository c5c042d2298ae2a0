/** The document in the URL's hash, so that a link reproduces the run. */

/** The hash (without `#`) that carries `json`: base64url of its UTF-8. */
export function toHash(json: string): string {
  const bytes = new TextEncoder().encode(json);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The document's text in a hash, with or without `#`: base64url or JSON, percent-encoded or not. Null if it is empty. */
export function fromHash(hash: string): LinkedText | null {
  const content = hash.replace(/^#/, "");
  if (content === "") return null;
  try {
    const plain = decoded(content);
    if (plain.trimStart().startsWith("{")) return { kind: "text", text: plain };
    const binary = atob(plain.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return { kind: "text", text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { kind: "damaged" };
  }
}

/** Percent-decodes, but keeps percent signs that encode nothing: browsers leave those as they are. */
function decoded(content: string): string {
  try {
    return decodeURIComponent(content);
  } catch {
    return content.replaceAll(CHARACTER, (character) => {
      try {
        return decodeURIComponent(character);
      } catch {
        return character;
      }
    });
  }
}

/** The percent-encoded UTF-8 of one character. */
const CHARACTER = /%[0-7][\da-f]|%[c-f][\da-f](?:%[89ab][\da-f])+/gi;

/** What a hash holds: text, which may not be a valid document, or something that cannot be decoded. */
type LinkedText = { kind: "text"; text: string } | { kind: "damaged" };
