import { describe, expect, it } from "vitest";
import type { Engine, Session } from "../engine/index.ts";
import { EngineFailure } from "../engine/index.ts";
import type { FromWorker, ToWorker } from "./protocol.ts";
import { Trainer } from "./trainer.ts";

/** A run that takes `stepMs` a step and `visualsMs` for its visuals, on a clock of the test's own. */
class FakeSession {
  steps = 0;
  freed = false;

  constructor(
    private readonly lab: FakeLab,
    private readonly last: number,
  ) {}

  step(n = 1): number {
    if (this.lab.trap) throw new EngineFailure("the engine stopped");
    const done = Math.min(n, this.last - this.steps);
    this.steps += done;
    this.lab.clock += done * this.lab.stepMs;
    return done;
  }

  trainFor(milliseconds: number, most = this.last): number {
    const end = this.lab.clock + milliseconds;
    let done = this.step(1);
    while (done < most && this.lab.clock + this.lab.stepMs <= end && this.step(1)) done += 1;
    return done;
  }

  snapshot({ visuals, units, side }: { visuals: boolean; units: number; side: number }) {
    this.lab.units = units;
    if (visuals) {
      this.lab.sides.push(side);
      this.lab.clock += this.lab.visualsMs;
    }
    const kind = this.steps === this.last ? "finished" : "ready";
    return {
      step: this.steps,
      status: { kind },
      visuals: visuals ? { unitMaps: new Float32Array(4) } : null,
    };
  }

  describe() {
    const layers = Array.from({ length: this.lab.hidden + 1 }, () => ({ units: this.lab.width }));
    return { features: 2, layers, dataPreview: { kind: this.lab.dataPreview } };
  }

  experiment() {
    return {};
  }

  setTracing() {}

  readonly table = null;
  readonly tableReport = null;

  free() {
    this.freed = true;
  }
}

/** A trainer in surroundings where nothing happens before `turn`. */
class FakeLab {
  clock = 0;
  stepMs = 1;
  visualsMs = 0;
  trap = false;
  last = 1e9;
  hidden = 10;
  width = 8;
  dataPreview = "plane";
  /** Units a layer that the last snapshot was asked for. */
  units = 0;
  /** Points along a side of the surface, for each snapshot with visuals. */
  readonly sides: number[] = [];
  readonly sessions: FakeSession[] = [];
  readonly sent: FromWorker[] = [];
  /** Ends a stalled download. */
  arrive = () => {};
  /** Downloads that were given up. */
  given = 0;
  private next: (() => void) | null = null;

  private readonly trainer = new Trainer(
    {
      createSession: async (json: string, { signal }: { signal: AbortSignal }) => {
        if (json.includes("wrong"))
          throw Object.assign(new Error("data: wrong"), { input: "data", path: "" });
        if (json.includes("stalled")) await this.stall(signal);
        const session = new FakeSession(this, this.last);
        this.sessions.push(session);
        return session as unknown as Session;
      },
    } as unknown as Engine,
    {
      post: (message) => this.sent.push(message),
      yield: (next) => {
        this.next = next;
      },
      later: (next) => {
        this.clock += 16;
        this.next = next;
      },
      now: () => this.clock,
    },
  );

  /** A download that ends when the test says so, or when it is given up. */
  private stall(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      this.arrive = resolve;
      signal.addEventListener("abort", () => {
        this.given += 1;
        reject(signal.reason);
      });
    });
  }

  send(...messages: Exclude<ToWorker, { kind: "load" | "recordTrace" | "close" }>[]): void {
    for (const message of messages) this.trainer.receive(message);
  }

  end(): void {
    this.trainer.end();
  }

  open(
    run: number,
    part: { experiment?: string; training?: boolean; pace?: "full" | "growing"; resumeAt?: number } = {},
  ): void {
    const visuals = { units: 80, side: 72 };
    const rest = {
      experiment: "{}",
      csv: null,
      weights: null,
      visuals,
      training: false,
      pace: "full" as const,
      resumeAt: 0,
    };
    this.send({ kind: "open", run, ...rest, ...part });
  }

  /** Lets the trainer do its next piece of work, `times` over. */
  async turn(times = 1): Promise<void> {
    for (let turn = 0; turn < times; turn += 1) {
      const { next } = this;
      this.next = null;
      next?.();
      for (let microtask = 0; microtask < 8; microtask += 1) await Promise.resolve();
    }
  }

  get idle(): boolean {
    return this.next === null;
  }

  get snapshots() {
    return this.sent.filter((message) => message.kind === "snapshot");
  }
}

async function openLab(
  part: { training?: boolean; resumeAt?: number } = {},
  prepare: (lab: FakeLab) => void = () => {},
) {
  const lab = new FakeLab();
  prepare(lab);
  lab.open(1, part);
  await lab.turn();
  return lab;
}

describe("the trainer", () => {
  it("measures a run before its first step, with visuals", async () => {
    const lab = await openLab();
    expect(lab.sent).toMatchObject([
      { kind: "opened", run: 1, snapshot: { step: 0, visuals: expect.anything() } },
    ]);
    expect(lab.idle).toBe(true);
  });

  it("opens only the newest of several documents and frees what it replaces", async () => {
    const lab = await openLab();
    lab.open(2);
    lab.open(3);
    lab.open(4);
    await lab.turn(3);
    expect(lab.sent.filter(({ kind }) => kind === "opened")).toMatchObject([{ run: 1 }, { run: 4 }]);
    expect(lab.sessions.map(({ freed }) => freed)).toEqual([true, false]);
  });

  it("frees a run that was replaced while it was being opened", async () => {
    const lab = new FakeLab();
    lab.open(1);
    const turned = lab.turn();
    lab.open(2);
    await turned;
    await lab.turn(2);
    expect(lab.sent).toMatchObject([{ kind: "opened", run: 2 }]);
    expect(lab.sessions.map(({ freed }) => freed)).toEqual([true, false]);
  });

  it("opens a document although the one before it waits for its data, and waits for that no longer", async () => {
    const lab = await openLab();
    lab.open(2, { experiment: '{"data":"stalled"}' });
    await lab.turn(3);
    expect(lab.idle).toBe(true);
    lab.open(3);
    await lab.turn(3);
    expect(lab.sent.at(-1)).toMatchObject({ kind: "opened", run: 3 });
    expect(lab.given).toBe(1);
    expect(lab.sent.filter(({ kind }) => kind === "refused")).toEqual([]);
  });

  it("trains no run that is to be replaced, and hears of the new one while its data loads", async () => {
    const lab = await openLab({ training: true });
    await lab.turn(3);
    lab.open(2, { experiment: '{"data":"stalled"}', training: true });
    const steps = lab.sessions[0]?.steps;
    await lab.turn(5);
    expect(lab.sessions[0]?.steps).toBe(steps);
    lab.send({ kind: "pause", run: 2 });
    lab.arrive();
    await lab.turn(5);
    expect(lab.sent.at(-1)).toMatchObject({ kind: "opened", run: 2 });
    expect(lab.sessions[1]?.steps).toBe(0);
  });

  it("does as many steps as it is asked for in slices, and rests", async () => {
    const lab = new FakeLab();
    lab.open(1);
    await lab.turn();
    lab.send({ kind: "drawn", run: 1 }, { kind: "step", run: 1, steps: 25 });
    await lab.turn();
    expect(lab.sessions[0]?.steps).toBeLessThan(25);
    await lab.turn(20);
    expect(lab.sessions[0]?.steps).toBe(25);
    expect(lab.idle).toBe(true);
  });

  it("begins slowly at a growing pace, and is not behind it", async () => {
    const lab = new FakeLab();
    lab.stepMs = 0.01;
    lab.open(1, { training: true, pace: "growing" });
    await lab.turn(4);
    expect(lab.sessions[0]?.steps).toBe(1);
    await lab.turn(400);
    const { clock } = lab;
    expect(lab.sessions[0]?.steps).toBeGreaterThan(9);
    expect(lab.sessions[0]?.steps).toBeLessThanOrEqual(10 ** (clock / 2500));
  });

  it("frees its run when nobody listens any more, also one that is still being opened", async () => {
    const lab = new FakeLab();
    lab.open(1, { training: true });
    await lab.turn(3);
    lab.open(2, { experiment: "stalled" });
    await lab.turn(2);
    lab.end();
    await lab.turn(5);
    expect(lab.sessions.map(({ freed }) => freed)).toEqual([true]);
    expect(lab.given).toBe(1);
    expect(lab.idle).toBe(true);
  });

  it("does one step of a run that was still being opened, and rests", async () => {
    const lab = new FakeLab();
    lab.open(1, { training: true });
    lab.send({ kind: "step", run: 1, steps: 1 });
    await lab.turn();
    lab.send({ kind: "drawn", run: 1 });
    await lab.turn(5);
    expect(lab.snapshots).toMatchObject([{ snapshot: { step: 1, visuals: expect.anything() } }]);
    expect(lab.sessions[0]?.steps).toBe(1);
    expect(lab.idle).toBe(true);
  });

  it("sends nothing until the page has drawn, however long it trains", async () => {
    const lab = await openLab({ training: true });
    await lab.turn(50);
    expect(lab.snapshots).toHaveLength(0);
    lab.send({ kind: "drawn", run: 1 });
    await lab.turn(50);
    expect(lab.snapshots).toHaveLength(1);
  });

  it("keeps its slices short, whatever a step takes", async () => {
    for (const stepMs of [0.01, 3, 50]) {
      const lab = await openLab({ training: true }, (fresh) => {
        fresh.stepMs = stepMs;
      });
      await lab.turn(40);
      const before = lab.clock;
      await lab.turn();
      expect(lab.clock - before).toBeLessThanOrEqual(Math.max(10, stepMs));
      expect(lab.clock - before).toBeGreaterThan(5);
    }
  });

  it.each([
    ["in each of ten layers", { hidden: 10 }, 8],
    ["many in each of two", { hidden: 2 }, 24],
    ["a few in each of a hundred", { hidden: 100 }, 4],
    ["many for images, where only the first layer is drawn", { hidden: 20, dataPreview: "images" }, 24],
    ["at ease without hidden layers", { hidden: 0 }, 24],
  ])("draws units %s", async (_, lab, units) => {
    const fake = Object.assign(new FakeLab(), lab);
    fake.open(1);
    await fake.turn();
    expect(fake.units).toBe(units);
  });

  it("stops between two slices when asked to, and shows where with visuals", async () => {
    const lab = await openLab({ training: true });
    lab.send({ kind: "drawn", run: 1 });
    await lab.turn(5);
    lab.send({ kind: "pause", run: 1 }, { kind: "drawn", run: 1 });
    const steps = lab.sessions[0]?.steps;
    await lab.turn(5);
    expect(lab.sessions[0]?.steps).toBe(steps);
    expect(lab.snapshots.at(-1)).toMatchObject({ snapshot: { step: steps, visuals: expect.anything() } });
    expect(lab.idle).toBe(true);
  });

  it("does one step, shows it without waiting, and rests", async () => {
    const lab = await openLab();
    lab.send({ kind: "step", run: 1, steps: 1 });
    await lab.turn(5);
    expect(lab.snapshots).toMatchObject([{ snapshot: { step: 1, visuals: expect.anything() } }]);
    expect(lab.idle).toBe(true);
  });

  it("trains a resumed run up to where it was, shows it with visuals, and rests", async () => {
    const lab = await openLab({ resumeAt: 25 });
    await lab.turn(10);
    lab.send({ kind: "drawn", run: 1 });
    await lab.turn(5);
    expect(lab.snapshots).toMatchObject([{ snapshot: { step: 25, visuals: expect.anything() } }]);
    expect(lab.idle).toBe(true);
  });

  it("leaves a resumed run where it is paused", async () => {
    const lab = await openLab({ resumeAt: 1000 });
    await lab.turn(5);
    lab.send({ kind: "pause", run: 1 });
    const steps = lab.sessions[0]?.steps;
    await lab.turn(5);
    expect(lab.sessions[0]?.steps).toBe(steps);
  });

  it("leaves most of the time to training when visuals are costly", async () => {
    const lab = await openLab({ training: true }, (fresh) => {
      fresh.visualsMs = 100;
    });
    const start = lab.clock;
    for (let frame = 0; frame < 1000; frame += 1) {
      lab.send({ kind: "drawn", run: 1 });
      await lab.turn();
    }
    const trained = (lab.sessions[0]?.steps ?? 0) * lab.stepMs;
    expect(trained / (lab.clock - start)).toBeGreaterThan(0.8);
    expect(lab.snapshots.filter(({ snapshot }) => snapshot.visuals).length).toBeGreaterThan(3);
    expect(lab.snapshots.filter(({ snapshot }) => !snapshot.visuals).length).toBeGreaterThan(100);
  });

  it("shows the end of a run with visuals and then rests", async () => {
    const lab = await openLab({ training: true }, (fresh) => {
      fresh.last = 25;
      fresh.visualsMs = 100;
    });
    lab.send({ kind: "drawn", run: 1 });
    await lab.turn(5);
    lab.send({ kind: "drawn", run: 1 });
    await lab.turn(10);
    expect(lab.snapshots.at(-1)).toMatchObject({
      snapshot: { step: 25, status: { kind: "finished" }, visuals: expect.anything() },
    });
    expect(lab.idle).toBe(true);
  });

  it.each([
    ["all points of a small network", 8, 72],
    ["fewer points of a large one", 40, 48],
    ["few points of a huge one", 1000, 24],
  ])("evaluates %s while it trains, and all at rest", async (_, width, side) => {
    const lab = await openLab({ training: true }, (fresh) => {
      fresh.width = width;
    });
    lab.send({ kind: "drawn", run: 1 });
    await lab.turn();
    lab.send({ kind: "pause", run: 1 }, { kind: "drawn", run: 1 });
    await lab.turn(2);
    expect(lab.sides).toEqual([72, side, 72]);
  });

  it("does nothing more when a run has ended while nobody looks", async () => {
    const lab = await openLab({ training: true }, (fresh) => {
      fresh.last = 25;
    });
    await lab.turn(10);
    expect(lab.idle).toBe(true);
  });

  it("refuses a document that is not valid and keeps the run before it", async () => {
    const lab = await openLab();
    lab.open(2, { experiment: "wrong" });
    await lab.turn(2);
    expect(lab.sent.at(-1)).toEqual({ kind: "refused", run: 2, message: "data: wrong", input: "data" });
    lab.send({ kind: "drawn", run: 1 }, { kind: "step", run: 1, steps: 1 });
    await lab.turn(3);
    expect(lab.snapshots.at(-1)).toMatchObject({ run: 1, snapshot: { step: 1 } });
  });

  it("says so when the engine stops", async () => {
    const lab = await openLab({ training: true });
    lab.trap = true;
    await lab.turn(2);
    expect(lab.sent.at(-1)).toEqual({ kind: "failed", reason: "stopped", message: "the engine stopped" });
    expect(lab.idle).toBe(true);
  });
});
