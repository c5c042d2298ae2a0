import type { ReactiveController, ReactiveControllerHost } from "lit";
import { prepare } from "./canvas.ts";
import { type Palette, readPalette, watchAppearance } from "./palette.ts";

/** Draws on an emptied canvas whose unit is the CSS pixel. */
export type Draw = (
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  palette: Palette,
) => void;

/** Keeps a canvas as large as the element around it, and draws again when its size or the page's look changes. */
export class CanvasController implements ReactiveController {
  readonly #observer = new ResizeObserver(([entry]) => {
    if (!entry) return;
    this.#width = entry.contentRect.width;
    this.#height = entry.contentRect.height;
    this.draw();
  });
  #canvas: HTMLCanvasElement | null = null;
  #palette: Palette | null = null;
  #unwatch: (() => void) | null = null;
  #width = 0;
  #height = 0;

  /** `render` is called whenever something has to be drawn; `find` gives the canvas after the host has rendered. */
  constructor(
    host: ReactiveControllerHost,
    private readonly find: () => HTMLCanvasElement | null,
    private readonly render: Draw,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#unwatch = watchAppearance(() => {
      this.#palette = null;
      this.draw();
    });
  }

  hostDisconnected(): void {
    this.#unwatch?.();
    this.#observer.disconnect();
    this.#canvas = null;
  }

  hostUpdated(): void {
    const canvas = this.find();
    if (canvas !== this.#canvas) {
      this.#observer.disconnect();
      this.#canvas = canvas;
      this.#palette = null;
      if (canvas?.parentElement) this.#observer.observe(canvas.parentElement);
    }
    this.draw();
  }

  /** Draws at once. */
  draw(): void {
    const canvas = this.#canvas;
    if (!canvas?.parentElement || this.#width === 0 || this.#height === 0) return;
    this.#palette ??= readPalette(canvas.parentElement);
    const context = prepare(canvas, this.#width, this.#height);
    if (context) this.render(context, this.#width, this.#height, this.#palette);
  }
}
