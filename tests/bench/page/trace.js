/**
 * Reading Chromium's traces: what the main thread of the page did. Times are milliseconds since the navigation; of a task
 * that `took` so long the processor `worked` so much, less where other programs had their turn meanwhile.
 */

export const CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline", "blink.user_timing"];

/** The main thread in a trace (its JSON as bytes): its tasks, those that begin a frame with animation, and the page's marks. */
export function mainThread(trace) {
  const { traceEvents: events } = JSON.parse(trace.toString());
  const isMark = ({ cat }) => cat === "blink.user_timing";
  const ours = events.find((event) => isMark(event) && event.name === "first-run");
  if (!ours) throw new Error("the trace has no mark of the page");
  const own = events
    .filter(({ pid, tid }) => pid === ours.pid && tid === ours.tid)
    .toSorted((a, b) => a.ts - b.ts);
  const { navigationId } = ours.args.data;
  const start = own.find(
    ({ name, args }) => name === "navigationStart" && args.data.navigationId === navigationId,
  ).ts;
  const tasks = [];
  const marks = new Map();
  for (const event of own) {
    const at = (event.ts - start) / 1000;
    if (at < 0) continue;
    const task = tasks.at(-1);
    if (event.name === "RunTask" && event.ph === "X") {
      tasks.push({ at, took: event.dur / 1000, worked: event.tdur / 1000, frame: false, news: false });
    } else if (isMark(event)) marks.set(event.name, at);
    else if (event.name === "FireAnimationFrame" && task) task.frame = true;
    else if (event.name === "HandlePostMessage" && task) task.news = true;
  }
  return { tasks, marks };
}

/** The frames that begin after `from`: what their tasks took together, and whether the worker had news for them. */
export function framesOf({ tasks }, from) {
  const frames = [];
  for (const { at, took, worked, frame, news } of tasks) {
    if (frame) frames.push({ at, took: 0, worked: 0, news: false });
    const latest = frames.at(-1);
    if (!latest) continue;
    latest.took += took;
    latest.worked += worked;
    latest.news ||= news;
  }
  return frames.filter(({ at }) => at > from);
}
