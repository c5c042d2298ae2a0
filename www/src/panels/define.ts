/**
 * Makes a class the element `name`. Where such an element is there already, as on a page that loads the module twice, that
 * one stays: the browser would refuse a second.
 */
export function define(name: `gradient-lab-${string}`) {
  return (element: CustomElementConstructor): void => {
    if (!customElements.get(name)) customElements.define(name, element);
  };
}
