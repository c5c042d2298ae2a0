/** The page's colours and type for drawing on a canvas, read from the custom properties of `tokens.css`. */

/** A colour as text for a canvas's style and as bytes for its pixels. */
export interface Colour {
  readonly css: string;
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

const COLOURS = {
  paper: "--paper",
  raised: "--raised",
  ink: "--ink",
  soft: "--soft",
  faint: "--faint",
  line: "--line",
  well: "--well",
  band: "--band",
  ghost: "--ghost",
  tooSmall: "--too-small",
  tooLarge: "--too-large",
  class0: "--class-0",
  class1: "--class-1",
  class2: "--class-2",
  class3: "--class-3",
} as const;

/** The page's colours and type. */
export interface Palette extends Readonly<Record<keyof typeof COLOURS, Colour>> {
  /** The page's list of font families. */
  readonly family: string;
  /** Pixels of the small size, for labels. */
  readonly small: number;
  /** Pixels of the body size. */
  readonly body: number;
  /** How many times larger everything is than in the ordinary view. */
  readonly scale: number;
}

/** Reads the palette in effect at `element`. This resolves styles, so it is for changes of appearance, not for every frame. */
export function readPalette(element: HTMLElement): Palette {
  const probe = document.createElement("span");
  // Otherwise forced colours would replace the ones that are read.
  probe.style.setProperty("forced-color-adjust", "none");
  probe.style.display = "none";
  element.append(probe);
  const style = getComputedStyle(probe);
  const colours = Object.fromEntries(
    Object.entries(COLOURS).map(([name, property]) => {
      probe.style.color = `var(${property})`;
      return [name, parseColour(style.color)];
    }),
  ) as Record<keyof typeof COLOURS, Colour>;
  probe.style.fontSize = "var(--text-small)";
  const small = Number.parseFloat(style.fontSize);
  probe.style.fontSize = "var(--text)";
  const body = Number.parseFloat(style.fontSize);
  probe.style.fontFamily = "var(--font)";
  const family = style.fontFamily;
  const scale = Number.parseFloat(style.getPropertyValue("--scale")) || 1;
  probe.remove();
  return { ...colours, family, small, body, scale };
}

/** Parses `rgb(12, 34, 56)`, the form in which browsers give a resolved colour. */
export function parseColour(css: string): Colour {
  const [red = 0, green = 0, blue = 0] = (css.match(/[\d.]+/g) ?? []).map(Number);
  return { css, red, green, blue };
}

/** The colour `share` of the way from one to the other. */
export function mix(from: Colour, to: Colour, share: number): Colour {
  const blend = (a: number, b: number) => Math.round(a + (b - a) * share);
  const red = blend(from.red, to.red);
  const green = blend(from.green, to.green);
  const blue = blend(from.blue, to.blue);
  return { css: `rgb(${red}, ${green}, ${blue})`, red, green, blue };
}

/** A colour as one opaque 32-bit pixel of an image. */
export function pixel(colour: Colour): number {
  return ((255 << 24) | (colour.blue << 16) | (colour.green << 8) | colour.red) >>> 0;
}

/**
 * Calls `changed` when what {@link readPalette} read may have changed: theme, mode, system preferences, printing, a font that has
 * loaded, zoom; with an `element`, also the theme of one around it. Returns a function that stops this.
 */
export function watchAppearance(changed: () => void, element?: Element): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme", "data-mode", "class"] });
  for (let root = element?.getRootNode(); root instanceof ShadowRoot; root = root.host.getRootNode()) {
    observer.observe(root.host, { attributeFilter: ["data-theme"] });
  }
  const preferences = ["(prefers-color-scheme: dark)", "(forced-colors: active)", "print"].map((query) =>
    matchMedia(query),
  );
  for (const preference of preferences) preference.addEventListener("change", changed);
  document.fonts.addEventListener("loadingdone", changed);
  addEventListener("resize", changed);
  return () => {
    observer.disconnect();
    for (const preference of preferences) preference.removeEventListener("change", changed);
    document.fonts.removeEventListener("loadingdone", changed);
    removeEventListener("resize", changed);
  };
}
