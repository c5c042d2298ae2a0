import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { catalogue } from "../engine/generated/catalogue.ts";
import { toHash } from "../state/link.ts";
import type { JsonObject } from "../state/path.ts";
import { runInfoOf, snapshotOf } from "../testing/snapshots.ts";
import type { FromWorker, ToWorker } from "../worker/protocol.ts";
import { Lab } from "./lab.ts";

type Opening = Extract<ToWorker, { kind: "open" }>;

/** The lab with an address and a worker of the test's own. */
class FakePage {
  hash = "";
  /** What the tab keeps; null if the browser refuses that. */
  tab: Storage | null = null;
  readonly sent: ToWorker[] = [];
  private emit: (message: FromWorker) => void = () => {};

  readonly lab = new Lab(
    {
      address: {
        hash: () => this.hash,
        replace: (hash) => {
          this.hash = hash;
        },
        link: (hash) => `#${hash}`,
        watch: () => () => {},
      },
      storage: () => {
        throw new Error("refused");
      },
      tabStorage: () => {
        if (!this.tab) throw new Error("refused");
        return this.tab;
      },
      loadLater: () => {},
      startWorker: () => ({
        listen: (receive) => {
          this.emit = receive;
        },
        send: async (message) => {
          this.sent.push(message);
        },
        terminate: () => {},
      }),
    },
    async () => {},
  );

  /** The reader follows a link to `experiment`. */
  follow(experiment: object): void {
    this.hash = toHash(JSON.stringify(experiment));
    this.lab.openAddress();
  }

  /** The run requested last. */
  get requested(): Opening {
    const opening = this.sent.findLast((message) => message.kind === "open");
    if (!opening) throw new Error("no run was requested");
    return opening;
  }

  /** The worker opens the run requested last, and trains it to `step`. */
  opens(step = 0): void {
    const { run, experiment } = this.requested;
    const runInfo = runInfoOf();
    this.receive({
      kind: "opened",
      run,
      experiment: JSON.parse(experiment),
      runInfo,
      snapshot: snapshotOf(),
      features: [],
    });
    if (step > 0) this.receive({ kind: "snapshot", run, snapshot: snapshotOf({ step }) });
  }

  receive(message: FromWorker): void {
    this.emit(message);
  }
}

const MOONS = { version: 1, data: { kind: "moons" } };
const XOR = { version: 1, data: { kind: "xor" } };
const CSV = { kind: "csv" };
const OURS = table("ours.csv");
const WRONG = table("wrong.csv");
const TABLE = { version: 1, data: CSV };

function table(name: string) {
  return { name, bytes: new ArrayBuffer(4), rows: 2 };
}

function openPage(experiment: object = MOONS): FakePage {
  const page = new FakePage();
  page.hash = toHash(JSON.stringify(experiment));
  page.lab.begin();
  return page;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("requestAnimationFrame", () => 0);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** The page once the reader has changed its document, and a reload would follow. */
function edited(tab?: Storage): FakePage {
  const page = openPage();
  if (tab) page.tab = tab;
  page.opens();
  page.lab.edit(XOR);
  page.opens();
  vi.runAllTimers();
  return page;
}

/** The page after a reload: only the address and what the tab keeps are left. */
function reload({ hash, tab }: FakePage): FakePage {
  const page = new FakePage();
  page.hash = hash;
  page.tab = tab;
  page.lab.begin();
  return page;
}

function memory(): Storage {
  const items = new Map<string, string>();
  const getItem = (key: string) => items.get(key) ?? null;
  return { getItem, setItem: (key: string, item: string) => items.set(key, item) } as unknown as Storage;
}

describe("the lab", () => {
  it("keeps through a reload what controls are put back to, but not for another link", () => {
    const after = reload(edited(memory()));
    after.opens();
    expect(after.requested.experiment).toBe(JSON.stringify(XOR));
    expect(after.lab.start).toEqual(MOONS);
    after.follow(TABLE);
    expect(after.lab.start).toEqual(TABLE);
  });

  it("opens the document all the same where the browser keeps nothing", () => {
    const after = reload(edited());
    after.opens();
    expect(after.lab.start).toEqual(XOR);
  });

  it("names the file that a reload has lost", () => {
    const page = openPage(TABLE);
    page.tab = memory();
    page.lab.useTable(OURS, CSV);
    page.opens();
    vi.runAllTimers();
    expect(reload(page).lab.notice).toMatchObject({ kind: "file", lost: "ours.csv" });
  });

  it("has a run rest while the next one waits for its file", () => {
    const page = openPage();
    page.opens();
    page.lab.toggleTraining();
    page.lab.edit(TABLE);
    expect(page.sent.at(-1)).toEqual({ kind: "pause", run: page.requested.run });
    expect(page.lab.state.training).toBe(false);
    const sent = page.sent.length;
    page.lab.toggleTraining();
    expect(page.lab.state.training).toBe(false);
    expect(page.sent).toHaveLength(sent);
  });

  it("goes on with a run that is only given another name: the address and a new engine hear of that alone", () => {
    const page = openPage();
    page.opens(250);
    page.lab.toggleTraining();
    const sent = page.sent.length;
    const named = { ...MOONS, name: "Two moons" };
    page.lab.edit(named);
    vi.runAllTimers();
    expect(page.sent).toHaveLength(sent);
    expect(page.lab.state).toMatchObject({ training: true, current: { snapshot: { step: 250 } } });
    expect(page.lab.name()).toBe("Two moons");
    expect(page.hash).toBe(toHash(JSON.stringify(named)));
    expect(page.lab.link()).toBe(`#${page.hash}`);

    page.receive({ kind: "failed", reason: "stopped", message: "the engine stopped" });
    page.lab.restart();
    expect(page.requested).toMatchObject({ experiment: JSON.stringify(named), resumeAt: 250 });
    page.opens();
    page.lab.edit(page.lab.start);
    vi.runAllTimers();
    expect(page.hash).toBe(toHash(JSON.stringify(MOONS)));
  });

  it("has the document itself say what has become of its name: to the worker, in the address and in the title", () => {
    const page = openPage({ ...MOONS, name: "Two moons" });
    page.receive({ kind: "loaded", catalogue });
    page.opens();
    const edited = (document: object) => {
      page.lab.edit({ ...document, name: page.lab.name() } as JsonObject);
      vi.runAllTimers();
      page.opens();
      vi.runAllTimers();
      const { name } = JSON.parse(page.requested.experiment);
      expect(page.hash).toBe(toHash(page.requested.experiment));
      expect(page.lab.name()).toBe(name ?? "");
      return name;
    };
    expect(edited({ ...MOONS, seed: 7 })).toBe("Two moons, changed");
    expect(edited(XOR)).toBeUndefined();
    const hidden = [{ activation: "tanh" }];
    expect(edited({ ...MOONS, network: { hidden } })).toBe("Two moons, changed");
    expect(edited(MOONS)).toBe("Two moons");
  });

  it("opens a run for a new name where there is none to go on with", () => {
    const page = openPage();
    page.opens();
    page.lab.edit(TABLE);
    page.lab.edit({ ...TABLE, name: "My table" });
    page.lab.undoEdit();
    expect(page.lab.name()).toBe("");
    page.lab.edit(XOR);
    const { run } = page.requested;
    page.lab.edit({ ...XOR, name: "Exclusive or" });
    expect(page.requested.run).toBeGreaterThan(run);
  });

  it("has a run rest behind a damaged link", () => {
    const page = openPage();
    page.opens();
    page.lab.toggleTraining();
    page.hash = "%E0%A4%A";
    page.lab.openAddress();
    expect(page.sent.at(-1)).toEqual({ kind: "pause", run: page.requested.run });
    expect(page.lab.state.training).toBe(false);
  });

  it("writes what the reader changes into the address", () => {
    const page = openPage();
    page.opens();
    page.lab.edit(XOR);
    page.opens();
    vi.runAllTimers();
    expect(page.hash).toBe(toHash(JSON.stringify(XOR)));
  });

  it("leaves a link alone that came before an address was written", () => {
    const page = openPage();
    page.opens();
    page.lab.edit(XOR);
    page.opens();
    page.follow(MOONS);
    vi.runAllTimers();
    expect(page.hash).toBe(toHash(JSON.stringify(MOONS)));

    page.opens();
    page.lab.edit(XOR);
    page.opens();
    page.lab.startAfresh();
    vi.runAllTimers();
    expect(page.hash).toBe("");
  });

  it("asks for a link's own file, whatever file another link had", () => {
    const page = openPage(TABLE);
    page.lab.useTable(OURS, CSV);
    page.opens();
    const { run } = page.requested;
    page.follow({ ...TABLE, name: "Another table" });
    expect(page.lab.notice).toMatchObject({ kind: "file" });
    expect(page.requested.run).toBe(run);
    page.lab.undoEdit();
    expect(page.lab.usedFile()?.name).toBe("ours.csv");
  });

  it("names no file that is refused, but the one that is still learnt from", () => {
    const page = openPage(TABLE);
    page.lab.useTable(WRONG, CSV);
    page.receive({
      kind: "refused",
      run: page.requested.run,
      message: "data: line 2: is no number",
      input: "data",
    });
    expect(page.lab.shownFile()).toBeNull();
    page.lab.useTable(OURS, CSV);
    page.opens();
    page.lab.useTable(WRONG, CSV);
    expect(page.lab.shownFile()?.name).toBe("wrong.csv");
    page.receive({
      kind: "refused",
      run: page.requested.run,
      message: "data: line 2: is no number",
      input: "data",
    });
    expect(page.lab.shownFile()?.name).toBe("ours.csv");
  });

  it("trains a run of a stopped engine up to where it was, although the space bar was pressed", () => {
    const page = openPage();
    page.opens(250);
    page.receive({ kind: "failed", reason: "stopped", message: "the engine stopped" });
    page.lab.toggleTraining();
    page.lab.restart();
    expect(page.requested).toMatchObject({ resumeAt: 250, training: false });
  });

  it("trains on a table as it is and as its choices say, and hands it to what learns from it alone", () => {
    const page = openPage({ ...MOONS, seed: 3, name: "Two moons" });
    page.receive({ kind: "loaded", catalogue });
    page.opens();
    page.lab.useTable(OURS, { ...CSV, missing: "drop", standardize: true });
    expect(page.requested).toMatchObject({ csv: OURS.bytes, training: true });
    expect(JSON.parse(page.requested.experiment)).toEqual({
      version: 1,
      seed: 3,
      data: { kind: "csv", missing: "drop", standardize: true },
    });
    page.lab.edit(XOR);
    expect(page.requested.csv).toBeNull();
  });

  it("begins the runs of a model file from its weights, until data or network are others", () => {
    const page = openPage();
    page.opens();
    const model = { name: "moons.safetensors", bytes: new ArrayBuffer(8) };
    const document = { version: 1, data: "moons", network: { hidden: [{ units: 4 }] } };
    page.lab.openModel(model, JSON.stringify(document));
    expect(page.requested).toMatchObject({ experiment: JSON.stringify(document), weights: model.bytes });
    page.opens(20);
    const trained = { ...document, training: { epochs: 3 } };
    page.lab.edit(trained);
    expect(page.requested.weights).toBe(model.bytes);
    expect(page.lab.usedModel()?.name).toBe("moons.safetensors");
    page.lab.edit({ ...trained, network: { hidden: [{ units: 5 }] } });
    expect(page.requested.weights).toBeNull();
    page.lab.undoEdit();
    page.lab.reset();
    page.lab.edit(trained);
    expect(page.requested.weights).toBe(model.bytes);
    page.follow(MOONS);
    expect([page.requested.weights, page.lab.usedModel()]).toEqual([null, null]);
  });

  it("has the worker describe a table under each choice, whatever else it does in between", async () => {
    const page = openPage({ ...MOONS, seed: 3 });
    page.opens();
    const first = page.lab.describe(OURS, CSV);
    const second = page.lab.describe(OURS, { ...CSV, missing: "mean" });
    const asked = page.sent.filter((message) => message.kind === "describe");
    expect(asked.map(({ experiment }) => JSON.parse(experiment))).toEqual([
      { version: 1, seed: 3, data: CSV },
      { version: 1, seed: 3, data: { kind: "csv", missing: "mean" } },
    ]);
    const [one, other] = asked.map(({ request }) => request);
    page.receive({ kind: "described", request: other ?? 0, described: "the other" });
    page.receive({ kind: "described", request: one ?? 0, described: "the one" });
    expect([await first, await second]).toEqual(["the one", "the other"]);
  });

  it("says why a file cannot be read, and goes back to the run before", () => {
    const page = openPage();
    page.opens();
    page.lab.toggleTraining();
    page.lab.refuseFile("table.csv: it is gone");
    expect(page.lab.notice).toEqual({
      kind: "refusedFile",
      message: "table.csv: it is gone",
      undoable: true,
    });
    expect(page.sent.at(-1)).toEqual({ kind: "pause", run: page.requested.run });
    page.lab.undoEdit();
    expect(page.lab.notice).toBeNull();
    expect(page.lab.state.requested?.run).toBe(page.requested.run);
  });

  it("goes back to the run on show although the worker has opened another in between", async () => {
    const page = openPage();
    page.opens(40);
    page.lab.edit(XOR);
    page.lab.edit(TABLE);
    page.lab.undoEdit();
    expect(page.requested).toMatchObject({ experiment: JSON.stringify(MOONS), resumeAt: 40 });
    const { run } = page.requested;
    page.opens(40);
    page.lab.edit(XOR);
    page.receive({ kind: "refused", run: page.requested.run, message: "seed: wrong", input: "document" });
    page.lab.undoEdit();
    expect(page.sent.at(-1)).toEqual({ kind: "drawn", run });
  });
});
