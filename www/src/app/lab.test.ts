import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { snapshot } from "../state/fixture.ts";
import { toHash } from "../state/link.ts";
import type { FromWorker, ToWorker } from "../worker/protocol.ts";
import { Lab } from "./lab.ts";

type Opening = Extract<ToWorker, { kind: "open" }>;

/** The lab with an address and a worker of the test's own. */
class FakePage {
  hash = "";
  readonly told: ToWorker[] = [];
  private tell: (message: FromWorker) => void = () => {};

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
      startWorker: () => ({
        listen: (receive) => {
          this.tell = receive;
        },
        send: async (message) => {
          this.told.push(message);
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

  /** The run asked for last. */
  get asked(): Opening {
    const opening = this.told.findLast((message) => message.kind === "open");
    if (!opening) throw new Error("no run was asked for");
    return opening;
  }

  /** The worker opens the run asked for last, and has brought it to `step`. */
  opens(step = 0): void {
    const { run, experiment } = this.asked;
    const description = {} as Extract<FromWorker, { kind: "opened" }>["description"];
    this.says({ kind: "opened", run, experiment: JSON.parse(experiment), description, snapshot: snapshot() });
    if (step > 0) this.says({ kind: "snapshot", run, snapshot: snapshot({}, { kind: "ready" }, step) });
  }

  says(message: FromWorker): void {
    this.tell(message);
  }
}

const MOONS = { version: 1, data: { kind: "moons" } };
const XOR = { version: 1, data: { kind: "xor" } };
const TABLE = { version: 1, data: { kind: "csv" } };

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

describe("the lab", () => {
  it("has a run rest while the next one waits for its file", () => {
    const page = openPage();
    page.opens();
    page.lab.toggleTraining();
    page.lab.edit(TABLE);
    expect(page.told.at(-1)).toEqual({ kind: "pause", run: page.asked.run });
    expect(page.lab.state.training).toBe(false);
    const told = page.told.length;
    page.lab.toggleTraining();
    expect(page.lab.state.training).toBe(false);
    expect(page.told).toHaveLength(told);
  });

  it("has a run rest behind a damaged link", () => {
    const page = openPage();
    page.opens();
    page.lab.toggleTraining();
    page.hash = "%E0%A4%A";
    page.lab.openAddress();
    expect(page.told.at(-1)).toEqual({ kind: "pause", run: page.asked.run });
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
    page.lab.useFile("ours.csv", "x,label\n1,0\n2,1\n");
    page.opens();
    const { run } = page.asked;
    page.follow({ ...TABLE, name: "Another table" });
    expect(page.lab.notice).toMatchObject({ kind: "file" });
    expect(page.asked.run).toBe(run);
    page.lab.undoEdit();
    expect(page.lab.usedFile()?.name).toBe("ours.csv");
  });

  it("names no file that is refused, but the one that is still learnt from", () => {
    const page = openPage(TABLE);
    page.lab.useFile("wrong.csv", "x,label\n1,two\n");
    page.says({ kind: "refused", run: page.asked.run, message: "data: line 2: is no number" });
    expect(page.lab.shownFile()).toBeNull();
    page.lab.useFile("ours.csv", "x,label\n1,0\n2,1\n");
    page.opens();
    page.lab.useFile("wrong.csv", "x,label\n1,two\n");
    expect(page.lab.shownFile()?.name).toBe("wrong.csv");
    page.says({ kind: "refused", run: page.asked.run, message: "data: line 2: is no number" });
    expect(page.lab.shownFile()?.name).toBe("ours.csv");
  });

  it("trains a run of a stopped engine up to where it was, although the space bar was pressed", () => {
    const page = openPage();
    page.opens(250);
    page.says({ kind: "failed", reason: "stopped", message: "the engine stopped" });
    page.lab.toggleTraining();
    page.lab.restart();
    expect(page.asked).toMatchObject({ resumeAt: 250, training: false });
  });
});
