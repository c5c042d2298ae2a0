import type { ReactiveController, ReactiveControllerHost } from "lit";

/** What readers ask for without a control: by a key, or a file let go over the page. */
export interface Wishes {
  trainingToggled(): void;
  helpOpened(): void;
  escaped(): void;
  fileDropped(file: File): void;
  /** Whether single keys are shortcuts. */
  shortcuts(): boolean;
}

/** What characters are typed into. */
const FIELDS = "input, select, textarea, dialog";
/** What the space bar presses. */
const CONTROLS = `${FIELDS}, button, summary, a`;

/** Keys and files, wherever on the page they come down; listens for as long as its host is there. */
export class PageInput implements ReactiveController {
  /** Whether a file is being held over the page. */
  dropping = false;

  readonly #listening = [
    listening("keydown", (event) => this.#keyPressed(event)),
    listening("dragover", (event) => this.#draggedOver(event)),
    listening("dragleave", (event) => this.#draggedOut(event)),
    listening("drop", (event) => this.#dropped(event)),
  ];

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly wishes: Wishes,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    for (const { begin } of this.#listening) begin();
  }

  hostDisconnected(): void {
    for (const { end } of this.#listening) end();
  }

  #keyPressed(event: KeyboardEvent): void {
    const { wishes } = this;
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") wishes.escaped();
    if (!wishes.shortcuts()) return;
    const focus = event.composedPath()[0];
    if (isEdited(focus)) return;
    if (event.key === " " && !isWithin(focus, CONTROLS)) {
      event.preventDefault();
      wishes.trainingToggled();
    } else if (event.key === "?" && !isWithin(focus, FIELDS)) {
      wishes.helpOpened();
    }
  }

  #draggedOver(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.#hold(true);
  }

  #draggedOut(event: DragEvent): void {
    if (event.relatedTarget === null) this.#hold(false);
  }

  #dropped(event: DragEvent): void {
    this.#hold(false);
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    this.wishes.fileDropped(file);
  }

  #hold(dropping: boolean): void {
    if (dropping === this.dropping) return;
    this.dropping = dropping;
    this.host.requestUpdate();
  }
}

function listening<Type extends keyof DocumentEventMap>(
  type: Type,
  happened: (event: DocumentEventMap[Type]) => void,
) {
  return {
    begin: () => document.addEventListener(type, happened),
    end: () => document.removeEventListener(type, happened),
  };
}

/** Whether it is text that is edited where it stands, such as a page's own around this one. */
function isEdited(target: EventTarget | undefined): boolean {
  return target instanceof HTMLElement && target.isContentEditable;
}

function isWithin(target: EventTarget | undefined, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null;
}
