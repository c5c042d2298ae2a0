import temml from "temml";

/** `tex` as MathML. */
export function typeset(tex: string): HTMLElement {
  const formula = document.createElement("span");
  temml.render(tex, formula, { throwOnError: false });
  return formula;
}
