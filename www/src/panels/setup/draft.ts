import type { ReactiveControllerHost } from "lit";

/** The text being typed into a field until it is accepted or the field loses the focus, and why it was refused. */
export class Draft {
  /** The text that is not accepted yet; null if there is none. */
  text: string | null = null;
  /** Whether it was refused. */
  invalid = false;
  /** Why it was refused; shown until the reader types again. */
  refusal = "";

  /** `host` renders again when something changes. */
  constructor(private readonly host: Pick<ReactiveControllerHost, "requestUpdate">) {}

  readonly typing = (event: Event): void => {
    this.text = (event.target as HTMLInputElement).value;
    this.invalid = false;
    this.refusal = "";
    this.host.requestUpdate();
  };

  refuse(why: string): void {
    this.invalid = true;
    this.refusal = why;
    this.host.requestUpdate();
  }

  forget(): void {
    this.refusal = "";
  }

  /** Discards the text: the field shows the setting's value again. */
  readonly discard = (): void => {
    this.text = null;
    this.invalid = false;
    this.host.requestUpdate();
  };

  readonly keyPressed = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    this.discard();
    this.refusal = "";
  };
}
