import { noChange } from "lit";
import { Directive, directive, type ElementPart } from "lit/directive.js";

/**
 * Sets properties of an element's style one by one. A style attribute, which Lit's own `styleMap` begins with, is refused where
 * a page's policy forbids inline styles.
 */
class Styled extends Directive {
  #before: Readonly<Record<string, string>> = {};

  override update({ element }: ElementPart, [properties]: [Readonly<Record<string, string>>]) {
    const { style } = element as HTMLElement;
    for (const [name, value] of Object.entries(properties)) {
      if (this.#before[name] !== value) style.setProperty(name, value);
    }
    this.#before = properties;
    return noChange;
  }

  override render(_properties: Readonly<Record<string, string>>) {
    return noChange;
  }
}

/** The style's properties and their values; always the same properties. */
export const styled = directive(Styled);
