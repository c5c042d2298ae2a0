import type { ReactiveControllerHost } from "lit";

/** What is being typed into a field: kept until it is taken or the field is left, with what there is to say against it. */
export class Draft {
  /** What has been typed and not been taken. */
  text: string | null = null;
  /** Whether the field refuses it. */
  invalid = false;
  /** Why; it stays until the next word in the field. */
  refusal = "";

  /** `host` is rendered anew when something of this changes. */
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

  /** The field shows the setting's own value again. */
  readonly giveUp = (): void => {
    this.text = null;
    this.invalid = false;
    this.host.requestUpdate();
  };

  readonly keyPressed = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    this.giveUp();
    this.refusal = "";
  };
}
