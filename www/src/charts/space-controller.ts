import type { ReactiveController, ReactiveControllerHost } from "lit";
import { type Palette, readPalette, watchAppearance } from "./palette.ts";

/** Draws into a space whose size is in CSS pixels. */
type Draw = (width: number, height: number, palette: Palette) => void;

/** Tracks the size and the palette of an element, and draws again when one of them changes. */
export class SpaceController implements ReactiveController {
  readonly #observer = new ResizeObserver(([entry]) => {
    if (!entry) return;
    this.#width = entry.contentRect.width;
    this.#height = entry.contentRect.height;
    this.draw();
  });
  #space: HTMLElement | null = null;
  #palette: Palette | null = null;
  #unwatch: (() => void) | null = null;
  #width = 0;
  #height = 0;

  /** `find` returns the element after the host has rendered; `render` draws into it. */
  constructor(
    private readonly host: ReactiveControllerHost & Element,
    private readonly find: () => HTMLElement | null,
    private readonly render: Draw,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#unwatch = watchAppearance(() => {
      this.#palette = null;
      this.draw();
    }, this.host);
  }

  hostDisconnected(): void {
    this.#unwatch?.();
    this.#observer.disconnect();
    this.#space = null;
  }

  hostUpdated(): void {
    // Rendered once more after it has left the page, where nothing has a size or a colour.
    if (!this.host.isConnected) return;
    const space = this.find();
    if (space !== this.#space) {
      this.#observer.disconnect();
      this.#space = space;
      this.#palette = null;
      if (space) this.#observer.observe(space);
    }
    this.draw();
  }

  /** Draws now, unless the element has no size. */
  draw(): void {
    if (!this.#space || this.#width === 0 || this.#height === 0) return;
    this.#palette ??= readPalette(this.#space);
    this.render(this.#width, this.#height, this.#palette);
  }
}
