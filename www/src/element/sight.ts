import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Whether an element can be seen: it is within the window, and the tab is not hidden. */
export class Sight implements ReactiveController {
  private within = false;
  private readonly observer = new IntersectionObserver((entries) => {
    this.within = entries.at(-1)?.isIntersecting ?? false;
    this.changed();
  });

  constructor(
    private readonly host: ReactiveControllerHost & Element,
    private readonly changed: () => void,
  ) {
    host.addController(this);
  }

  get isSeen(): boolean {
    return this.within && document.visibilityState === "visible";
  }

  hostConnected(): void {
    this.observer.observe(this.host);
    document.addEventListener("visibilitychange", this.changed);
  }

  hostDisconnected(): void {
    this.observer.disconnect();
    this.within = false;
    document.removeEventListener("visibilitychange", this.changed);
  }
}
