/** SVG and HTML as text, in which nothing that is put in can be anything but text. */

/** Markup that {@link markup} has made. */
export class Markup {
  constructor(readonly text: string) {}
}

/** What can stand in markup: text, numbers, and other markup; null is nothing. */
type Part = string | number | null | Markup | readonly Part[];

/**
 * Markup with parts between what is written. Texts are escaped, for elements as for attributes in double quotes; parts
 * stand nowhere else.
 */
export function markup(written: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(written.map((text, at) => text + rendered(parts[at] ?? null)).join(""));
}

function rendered(part: Part): string {
  if (part === null) return "";
  if (part instanceof Markup) return part.text;
  if (typeof part === "object") return part.map(rendered).join("");
  return escaped(String(part));
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** What XML cannot hold, even escaped: control characters, halves of surrogate pairs, and two that are no characters. */
const IMPOSSIBLE = /[^\t\n\r\u0020-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** `text` with entities for the characters of markup, and U+FFFD for those that XML cannot hold. */
function escaped(text: string): string {
  return text.replace(IMPOSSIBLE, "\ufffd").replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
