/** `embed.html`: the element filling a frame, and what frame and parent say to each other. */

import "./api.ts";
import { fromHash } from "../state/link.ts";
import { elementWords as words } from "../text/en-element.ts";

/** Attributes that the frame's address may give, as `?panels=…&controls=…`. */
const ATTRIBUTES = ["panels", "controls", "theme", "lang", "lesson", "pace", "autoplay"];

/** What a slide deck does on keys that nothing here has taken: the methods of reveal.js. */
const SLIDE_KEYS: Readonly<Record<string, string>> = {
  ArrowRight: "right",
  ArrowLeft: "left",
  ArrowUp: "up",
  ArrowDown: "down",
  PageDown: "next",
  PageUp: "prev",
  n: "next",
  p: "prev",
};

const lab = document.createElement("gradient-lab");
const isFramed = window.parent !== window;

function fill(): void {
  const styles = new CSSStyleSheet();
  styles.replaceSync("body{margin:0} gradient-lab{height:100vh;height:100dvh}");
  document.adoptedStyleSheets.push(styles);
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (ATTRIBUTES.includes(name)) lab.setAttribute(name, value);
  }
  open();
  document.body.replaceChildren(lab);
}

/** Opens the document in the address, as the page does. */
function open(): void {
  const linked = fromHash(location.hash);
  // What cannot be decoded is shown as the engine refuses it.
  if (linked) lab.setAttribute("experiment", linked.kind === "text" ? linked.text : "{");
}

/**
 * Loads the element. A sandboxed frame has no origin, so that modules and the engine would have to come with a header that
 * many servers do not send; a script of the older kind, with the engine inside, needs none.
 */
async function load(): Promise<void> {
  if (self.origin !== "null") {
    const module = new URL("./gradient-lab.js", script);
    await import(/* @vite-ignore */ module.href);
    return;
  }
  await new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = new URL("./gradient-lab.classic.js", script).href;
    element.onload = resolve;
    element.onerror = reject;
    document.head.append(element);
  });
}

function tell(message: unknown): void {
  // Nothing in it is secret, and a parent's origin cannot be known here.
  if (isFramed) window.parent.postMessage(message, "*");
}

/** Asks the parent for the height that all of the element takes. */
function watchHeight(): void {
  let told = 0;
  const measure = () => {
    const inside = lab.shadowRoot?.querySelector(".inside");
    const height = Math.ceil((inside?.scrollHeight ?? 0) + 2);
    if (!inside || height === told) return;
    told = height;
    tell({ source: "gradient-lab", height });
    tell({ subject: "lti.frameResize", height });
  };
  new ResizeObserver(measure).observe(lab);
  for (const type of ["ready", "verdict", "error"])
    lab.addEventListener(type, () => requestAnimationFrame(measure));
}

function keyPressed(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "Escape") {
    (document.activeElement as HTMLElement | null)?.blur();
    window.parent.focus();
    tell({ source: "gradient-lab", left: true });
    return;
  }
  const [target] = event.composedPath();
  if (target instanceof Element && target.matches("input, select, textarea")) return;
  const method = SLIDE_KEYS[event.key];
  if (!method) return;
  event.preventDefault();
  tell(JSON.stringify({ method }));
}

/** Whether it trained when its slide was left. */
let waits = false;

/** What reveal.js says to the frames of a slide that is shown or left; nobody but the parent is heard. */
function heard({ source, data }: MessageEvent): void {
  if (source !== window.parent) return;
  if (data === "slide:stop") {
    waits = lab.running;
    lab.pause();
  } else if (data === "slide:start" && waits) {
    waits = false;
    lab.train();
  }
}

const script = (document.currentScript as HTMLScriptElement).src;
fill();
if (isFramed) {
  watchHeight();
  addEventListener("keydown", keyPressed);
  addEventListener("message", heard);
}
addEventListener("hashchange", open);
load().catch(() => {
  document.body.textContent = words.notLoaded;
});
