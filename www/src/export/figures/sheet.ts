/** A figure for print: plots one below the other, a caption, and the colours and type that all share. */

import { type Markup, markup } from "../markup.ts";

/** Points, 1/72 inch: the width is that of a page's text. */
export const WIDTH = 504;
/** The ends of every plot's horizontal axis. */
export const LEFT = 52;
export const RIGHT = 452;

/** Colours on white paper, those of the page's light theme; a figure reads without them too. */
export const COLOURS = {
  ink: "#16191d",
  soft: "#545b65",
  line: "#d9d5cc",
  band: "#efebe2",
  well: "#4b5561",
  tooSmall: "#2466b4",
  tooLarge: "#c8431f",
} as const;

const FONT = "Helvetica, Arial, 'Liberation Sans', sans-serif";
export const SMALL = 7.5;
const CAPTION = 8;
/** Characters of the caption's type that surely fit into a line. */
const LINE = 116;
const LEADING = 10.5;

/** A plot in its own coordinates: its top is at 0. */
export interface Plot {
  readonly height: number;
  readonly content: Markup;
}

/** An SVG document of `plots` with `caption` below. */
export function sheet(plots: readonly Plot[], title: string, caption: string): Markup {
  const gap = 16;
  const margin = 10;
  let y = margin;
  const drawn = plots.map(({ height, content }) => {
    const group = markup`<g transform="translate(0 ${number(y)})">${content}</g>`;
    y += height + gap;
    return group;
  });
  const lines = wrapped(caption, LINE);
  const text = lines.map(
    (line, at) => markup`<tspan x="${margin}" y="${number(y + CAPTION + at * LEADING)}">${line}</tspan>`,
  );
  const height = Math.ceil(y + lines.length * LEADING + margin);
  return markup`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}pt" height="${height}pt" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${title}" font-family="${FONT}" font-size="${SMALL}" fill="${COLOURS.ink}"><title>${title}</title><desc>${caption}</desc><rect width="${WIDTH}" height="${height}" fill="#ffffff"/>${drawn}<text font-size="${CAPTION}">${text}</text></svg>`;
}

/** `text` in lines of at most `length` characters, broken between words where that can be. */
export function wrapped(text: string, length: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).flatMap((word) => pieces(word, length))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if ([...longer].length <= length) {
      line = longer;
    } else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

function pieces(word: string, length: number): string[] {
  const characters = [...word];
  if (characters.length <= length) return [word];
  return [characters.slice(0, length).join(""), ...pieces(characters.slice(length).join(""), length)];
}

/** A coordinate with as few digits as print needs. */
export function number(value: number): string {
  return String(Number(value.toFixed(2)));
}

/** A text at a point. */
export function label(
  x: number,
  y: number,
  text: string,
  anchor: "start" | "middle" | "end" = "start",
  colour: string = COLOURS.soft,
): Markup {
  return markup`<text x="${number(x)}" y="${number(y)}" text-anchor="${anchor}" fill="${colour}">${text}</text>`;
}

/** A horizontal line over the width of the plots. */
export function rule(y: number, colour: string = COLOURS.line): Markup {
  return markup`<path d="M${LEFT} ${number(y)}H${RIGHT}" stroke="${colour}" stroke-width="0.5"/>`;
}

/** A plot's name above it. */
export function heading(text: string): Markup {
  return markup`<text x="10" y="6" font-weight="bold">${text}</text>`;
}
