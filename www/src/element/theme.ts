/** The theme of the page around an element: what its `color-scheme` says there; a page that says nothing is light. */
export function pageTheme(element: Element): "light" | "dark" {
  const parent = element.parentElement ?? document.documentElement;
  const schemes = getComputedStyle(parent).colorScheme.split(" ");
  const [light, dark] = [schemes.includes("light"), schemes.includes("dark")];
  if (light && dark) return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  return dark ? "dark" : "light";
}
