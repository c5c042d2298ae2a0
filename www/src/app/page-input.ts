import type { ReactiveController, ReactiveControllerHost } from "lit";

/** What the page does on keys and dropped files. */
interface InputCallbacks {
  trainingToggled(): void;
  helpOpened(): void;
  escapePressed(): void;
  fileDropped(file: File): void;
  /** Whether single keys act as shortcuts. */
  shortcutsEnabled(): boolean;
}

/** Elements that take typed characters. */
const FIELDS = "input, select, textarea, dialog";
/** Elements that the space bar presses. */
const CONTROLS = `${FIELDS}, button, summary, a`;

/** Shortcuts, and files dropped anywhere on the page, while its host is connected. */
export class PageInput implements ReactiveController {
  /** Whether a file is being dragged over the page. */
  dragging = false;

  #listening = new AbortController();

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly callbacks: InputCallbacks,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    document.addEventListener("keydown", (event) => this.#keyPressed(event), { signal });
    document.addEventListener("dragover", (event) => this.#draggedOver(event), { signal });
    document.addEventListener("dragleave", (event) => this.#draggedOut(event), { signal });
    document.addEventListener("drop", (event) => this.#dropped(event), { signal });
  }

  hostDisconnected(): void {
    this.#listening.abort();
  }

  #keyPressed(event: KeyboardEvent): void {
    const { callbacks } = this;
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") callbacks.escapePressed();
    if (!callbacks.shortcutsEnabled()) return;
    const focus = event.composedPath()[0];
    if (isEditable(focus)) return;
    if (event.key === " " && !isWithin(focus, CONTROLS)) {
      event.preventDefault();
      callbacks.trainingToggled();
    } else if (event.key === "?" && !isWithin(focus, FIELDS)) {
      callbacks.helpOpened();
    }
  }

  #draggedOver(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.#setDragging(true);
  }

  #draggedOut(event: DragEvent): void {
    if (event.relatedTarget === null) this.#setDragging(false);
  }

  #dropped(event: DragEvent): void {
    this.#setDragging(false);
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    this.callbacks.fileDropped(file);
  }

  #setDragging(dragging: boolean): void {
    if (dragging === this.dragging) return;
    this.dragging = dragging;
    this.host.requestUpdate();
  }
}

/** Whether the target is editable text, such as that of a page around this one. */
function isEditable(target: EventTarget | undefined): boolean {
  return target instanceof HTMLElement && target.isContentEditable;
}

function isWithin(target: EventTarget | undefined, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null;
}
