/** Reading Chromium's traces: what the main thread of the page did. Times are milliseconds since the navigation. */

export const CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline", "blink.user_timing"];

/** The main thread in a trace (its JSON as bytes): its tasks, when its animation frames began, and the page's marks. */
export function mainThread(trace) {
  const { traceEvents: events } = JSON.parse(trace.toString());
  const isMark = ({ cat }) => cat === "blink.user_timing";
  const ours = events.find((event) => isMark(event) && event.name === "first-run");
  if (!ours) throw new Error("the trace has no mark of the page");
  const own = events
    .filter(({ pid, tid }) => pid === ours.pid && tid === ours.tid)
    .toSorted((a, b) => a.ts - b.ts);
  const start = own.findLast(({ name, ts }) => name === "navigationStart" && ts <= ours.ts).ts;
  const at = ({ ts }) => (ts - start) / 1000;
  const after = own.filter(({ ts }) => ts >= start);
  return {
    tasks: after
      .filter(({ name, ph }) => name === "RunTask" && ph === "X")
      .map((event) => ({ at: at(event), took: event.dur / 1000 })),
    frames: after.filter(({ name }) => name === "FireAnimationFrame").map(at),
    marks: new Map(after.filter(isMark).map((event) => [event.name, at(event)])),
  };
}

/** What the tasks of each frame took together, for those that begin after `from`: its own task and all up to the next frame's. */
export function frameWork({ tasks, frames }, from) {
  const work = frames.map(() => 0);
  let frame = -1;
  for (const { at, took } of tasks) {
    while (frame + 1 < frames.length && frames[frame + 1] <= at + took) frame += 1;
    if (frame >= 0) work[frame] += took;
  }
  return work.filter((_, index) => frames[index] > from);
}
