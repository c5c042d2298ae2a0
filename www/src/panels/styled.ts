import { nothing } from "lit";
import { Directive, directive, type ElementPart } from "lit/directive.js";

/** CSS properties by their names in style sheets. */
type Styles = Readonly<Record<string, string>>;

/** Sets an element's own styles without writing its `style` attribute, which the page's policy forbids. */
class StyledDirective extends Directive {
  private before: Styles = {};

  override render(_: Styles) {
    return nothing;
  }

  override update({ element }: ElementPart, [styles]: [Styles]) {
    const { style } = element as HTMLElement | SVGElement;
    for (const name of Object.keys(this.before)) {
      if (!(name in styles)) style.removeProperty(name);
    }
    for (const [name, value] of Object.entries(styles)) {
      if (this.before[name] !== value) style.setProperty(name, value);
    }
    this.before = styles;
    return nothing;
  }
}

/** Stands in an element's tag: `<div ${styled({ top: "1px" })}>`. */
export const styled = directive(StyledDirective);
