import type { LitElement, ReactiveController } from "lit";

/**
 * Moves the focus on when a render takes the focused control away. Else the next press of a key would do what nobody saw
 * coming: the page's shortcut, or what a control does that has come in the same place.
 */
export class HeldFocus implements ReactiveController {
  #focused: Element | null = null;

  /** `find` returns what gets the focus: something that stays, and that a key press does not change. */
  constructor(
    private readonly host: LitElement,
    private readonly find: () => HTMLElement | null,
  ) {
    host.addController(this);
  }

  hostUpdate(): void {
    this.#focused = (this.host.renderRoot as ShadowRoot | undefined)?.activeElement ?? null;
  }

  hostUpdated(): void {
    const lost = this.#focused;
    this.#focused = null;
    if (!lost || document.activeElement !== document.body) return;
    // A control that was only moved gets the focus again.
    const next = lost.isConnected ? (lost as HTMLElement) : this.find();
    next?.focus({ preventScroll: true });
  }
}
