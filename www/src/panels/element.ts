import type { Axes } from "../state/figures.ts";
import type { JsonObject } from "../state/path.ts";
import type { Offer } from "../state/remedies.ts";
import type { Gradient } from "../state/sentence.ts";
import type { SaveFormat } from "./save-format.ts";

/**
 * Defines a class as the element `name`, one of those in `app/elements.ts`. An element that is defined already, as on a page
 * that loads a module twice, stays as it is, since browsers refuse to define it again.
 */
export function define<Name extends keyof HTMLElementTagNameMap & `gradient-lab-${string}`>(name: Name) {
  return (
    element: CustomElementConstructor & (new (...parameters: never[]) => HTMLElementTagNameMap[Name]),
  ): void => {
    if (!customElements.get(name)) customElements.define(name, element);
  };
}

/** The events by which panels report what the reader has done, and their details. */
type PanelEventDetails = Record<
  | (
      | "training-toggled"
      | "stepped"
      | "run-reset"
      | "reseeded"
      | "edit-undone"
      | "started-afresh"
      | "engine-restarted"
      | "table-opened"
    )
  | (
      | "presentation-toggled"
      | "update-accepted"
      | "link-shared"
      | "save-opened"
      | "theme-toggled"
      | "help-opened"
    ),
  undefined
> & {
  "shortcuts-switched": boolean;
  /** The whole document after the edit. */
  "experiment-edited": JsonObject;
  "remedy-chosen": Offer;
  /** The gradient to show. */
  "gradient-chosen": Gradient;
  "file-chosen": File;
  "axes-chosen": Axes | null;
  /** A table to learn from, and what the document's `data` becomes for it. */
  "table-chosen": {
    readonly file: { readonly name: string; readonly bytes: ArrayBuffer; readonly rows: number };
    readonly data: JsonObject;
  };
  "save-chosen": SaveFormat;
  /** The text of a document. */
  "document-opened": string;
};

type PanelEvents = { [Type in keyof PanelEventDetails]: CustomEvent<PanelEventDetails[Type]> };

declare global {
  interface HTMLElementEventMap extends PanelEvents {}
}

/** Dispatches an event of a panel; it bubbles out of shadow roots. */
export function emit<Type extends keyof PanelEventDetails>(
  panel: HTMLElement,
  type: Type,
  ...[detail]: PanelEventDetails[Type] extends undefined ? [] : [PanelEventDetails[Type]]
): void {
  panel.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
}
