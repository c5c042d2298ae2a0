import { describe, expect, it } from "vitest";
import { Downloads } from "./downloads.ts";

/** Downloads that end when the test says so. */
function downloads() {
  const begun: { name: string; signal: AbortSignal; arrive: (byte: number) => void; fail: () => void }[] = [];
  const files = new Downloads(
    (name, signal) =>
      new Promise((resolve, reject) => {
        const arrive = (byte: number) => resolve(Uint8Array.of(byte));
        begun.push({ name, signal, arrive, fail: () => reject(new Error(`${name} failed`)) });
      }),
  );
  return { files, begun };
}

describe("downloads", () => {
  it("load a file once for all who ask", async () => {
    const { files, begun } = downloads();
    const both = [files.get("mnist"), files.get("mnist")];
    begun[0]?.arrive(7);
    expect(await Promise.all(both)).toEqual([Uint8Array.of(7), Uint8Array.of(7)]);
    expect(await files.get("mnist")).toEqual(Uint8Array.of(7));
    expect(begun).toHaveLength(1);
  });

  it("end when the last who waits gives up, and begin anew for the next", async () => {
    const { files, begun } = downloads();
    const [one, other] = [new AbortController(), new AbortController()];
    const waits = [files.get("mnist", one.signal), files.get("mnist", other.signal)];
    one.abort(new Error("no longer wanted"));
    await expect(waits[0]).rejects.toThrow("no longer wanted");
    expect(begun[0]?.signal.aborted).toBe(false);
    other.abort(new Error("nor this"));
    await expect(waits[1]).rejects.toThrow("nor this");
    expect(begun[0]?.signal.aborted).toBe(true);
    const again = files.get("mnist");
    begun[1]?.arrive(8);
    expect(await again).toEqual(Uint8Array.of(8));
    await expect(files.get("mnist", one.signal)).rejects.toThrow("no longer wanted");
  });

  it("keep what has come when those who waited for it move on", async () => {
    const { files, begun } = downloads();
    const { signal, abort } = steerable();
    const wait = files.get("mnist", signal);
    begun[0]?.arrive(7);
    await wait;
    abort();
    expect(await files.get("mnist")).toEqual(Uint8Array.of(7));
    expect(begun).toHaveLength(1);
  });

  it("are tried again after a failure", async () => {
    const { files, begun } = downloads();
    const first = files.get("mnist");
    begun[0]?.fail();
    await expect(first).rejects.toThrow("mnist failed");
    const second = files.get("mnist");
    begun[1]?.arrive(9);
    expect(await second).toEqual(Uint8Array.of(9));
  });
});

function steerable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
