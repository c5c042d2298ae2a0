/** A pool of workers that many runs share. */

import type { Link } from "./client.ts";
import type { ToWorker } from "./protocol.ts";
import type { Endpoint } from "./serve.ts";

/** What a pool is made from. */
export interface PoolSources {
  /** The most workers at once. */
  readonly size: number;
  /** Starts a `pool-worker`; throws where the page may have none. */
  startWorker(): Worker;
  /** Serves a run on this thread, where there can be no worker. */
  serveHere(endpoint: Endpoint): void;
}

/** Starts workers as runs ask for them, up to its size; then runs share them. A worker that has no run left is ended. */
export class WorkerPool {
  private readonly members: Member[] = [];

  constructor(private readonly sources: PoolSources) {}

  /** A way to a trainer that nobody else has. */
  connect(): Link {
    const free = this.members.filter(({ retired }) => !retired);
    const [idlest] = free.sort((one, other) => one.links.size - other.links.size);
    const member = idlest && free.length >= this.sources.size ? idlest : this.start();
    return member.connect();
  }

  private start(): Member {
    const member = new Member(this.sources, () => this.members.splice(this.members.indexOf(member), 1));
    this.members.push(member);
    return member;
  }
}

/** A worker, or this thread in its place. */
class Member {
  readonly links = new Set<PortLink>();
  /** Whether its engine has stopped: it takes no more runs. */
  retired = false;
  private worker: Worker | null = null;
  /** The ports that it gets once it runs; null afterwards. */
  private waiting: MessagePort[] | null = [];

  constructor(
    private readonly sources: PoolSources,
    private readonly ended: () => void,
  ) {
    try {
      this.worker = sources.startWorker();
    } catch {
      // Not before `connect` has returned, so that messages always come later.
      queueMicrotask(() => this.serveHere());
      return;
    }
    this.worker.onmessage = () => this.started();
    this.worker.onerror = (event) => {
      event.preventDefault();
      // Refused by the page's policy, or not to be loaded.
      if (this.waiting) this.serveHere();
      else this.failed(event.message);
    };
  }

  connect(): Link {
    const { port1, port2 } = new MessageChannel();
    const link = new PortLink(port1, this);
    this.links.add(link);
    this.take(port2);
    return link;
  }

  leave(link: PortLink): void {
    this.links.delete(link);
    if (this.links.size > 0) return;
    this.worker?.terminate();
    this.waiting = null;
    this.ended();
  }

  private take(port: MessagePort): void {
    if (this.waiting) this.waiting.push(port);
    else if (this.worker) this.worker.postMessage(null, [port]);
    else this.sources.serveHere(port);
  }

  private started(): void {
    const ports = this.waiting ?? [];
    this.waiting = null;
    for (const port of ports) this.take(port);
  }

  private serveHere(): void {
    this.worker?.terminate();
    this.worker = null;
    this.started();
  }

  private failed(message: string): void {
    this.retired = true;
    for (const { onerror } of this.links) onerror?.(new ErrorEvent("error", { message }));
  }
}

/** A run's end of a port. */
class PortLink implements Link {
  onmessage: Link["onmessage"] = null;
  onerror: Link["onerror"] = null;

  constructor(
    private readonly port: MessagePort,
    private readonly member: Member,
  ) {
    port.onmessage = (event) => {
      if (event.data.kind === "failed") member.retired = true;
      this.onmessage?.(event);
    };
  }

  postMessage(message: ToWorker): void {
    this.port.postMessage(message);
  }

  terminate(): void {
    this.postMessage({ kind: "close" });
    this.port.close();
    this.member.leave(this);
  }
}
