import type { ReactiveController, ReactiveControllerHost } from "lit";

/**
 * The focus within a toolbar, after the ARIA Authoring Practices: its buttons are a single tab stop, and arrow keys, Home
 * and End move among them.
 */
export class RovingFocus implements ReactiveController {
  /** The button that had the focus last. */
  #visited: HTMLButtonElement | null = null;

  /** `find` returns the toolbar, if there is one, after the host has rendered. */
  constructor(
    host: ReactiveControllerHost,
    private readonly find: () => HTMLElement | null,
  ) {
    host.addController(this);
  }

  hostUpdated(): void {
    const buttons = this.#buttons();
    const usable = buttons.filter(({ disabled }) => !disabled);
    const stop = usable.find((button) => button === this.#visited) ?? usable[0];
    for (const button of buttons) {
      const tabIndex = button === stop ? 0 : -1;
      if (button.tabIndex !== tabIndex) button.tabIndex = tabIndex;
    }
  }

  /** Handles the toolbar's `focusin`: the tab stop is the button that had the focus last. */
  readonly focused = (event: FocusEvent): void => {
    this.#visited = (event.target as Element).closest("button");
    this.hostUpdated();
  };

  /** Handles the toolbar's `keydown`. */
  readonly keyPressed = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const usable = this.#buttons().filter(({ disabled }) => !disabled);
    const from = usable.indexOf(event.target as HTMLButtonElement);
    const to = {
      ArrowLeft: from - 1,
      ArrowUp: from - 1,
      ArrowRight: from + 1,
      ArrowDown: from + 1,
      Home: 0,
      End: usable.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    usable.at(to % usable.length)?.focus();
  };

  #buttons(): HTMLButtonElement[] {
    return [...(this.find()?.querySelectorAll("button") ?? [])];
  }
}
