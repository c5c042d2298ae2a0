const KB = 1000;

/** Kilobytes with one digit. */
function kilobytes(bytes) {
  return (bytes / KB).toFixed(1);
}

function milliseconds(value) {
  return `${value < 20 ? value.toFixed(1) : value.toFixed(0)} ms`;
}

/** File names without the hash that changes with every edition. */
function plain(path) {
  return path === "/" ? "index.html" : path.slice(1).replace(/-[\w-]{8}(\.\w+)$/, "$1");
}

const whole = new Intl.NumberFormat("en");

/** The measurements as Markdown. */
export function report({ start, frames, speed, machine }) {
  const sum = (field) => start.files.reduce((total, file) => total + file[field], 0);
  const wasm = start.files
    .filter(({ path }) => path.endsWith(".wasm"))
    .reduce((total, { sent }) => total + sent, 0);
  const files = start.files
    .toSorted((a, b) => b.sent - a.sent)
    .map(({ path, raw, sent }) => `| ${plain(path)} | ${kilobytes(raw)} | ${kilobytes(sent)} |`);
  const row = (what, reached, value, goal, worked = "") =>
    `| ${what} | ${value} | ${worked} | ${goal} | ${reached ? "✓" : "✗"} |`;
  const timeRow = (what, { took, worked }, most) =>
    row(what, took <= most, milliseconds(took), `≤ ${most} ms`, milliseconds(worked));
  const frameRow = (what, of) => timeRow(what, { took: frames.took[of], worked: frames.worked[of] }, 8);
  const goals = [
    row(
      "transfer to the first trained step",
      sum("sent") <= 235 * KB,
      `${kilobytes(sum("sent"))} KB`,
      "≤ 235 KB",
    ),
    row("the wasm file's part of it", wasm <= 170 * KB, `${kilobytes(wasm)} KB`, "≤ 170 KB"),
    row("navigation to the first trained step", start.time <= 300, milliseconds(start.time), "≤ 300 ms"),
    timeRow("longest task before it", start.longest.before, 50),
    timeRow("longest task in the training after it", start.longest.after, 50),
    frameRow("a frame's work, median", "median"),
    frameRow("a frame's work, 95th percentile", "p95"),
    row("frames drawn a second", frames.drawn >= 58, frames.drawn.toFixed(0), "60"),
    row("training's speed on the page", speed.ratio >= 0.85, `${(100 * speed.ratio).toFixed(0)} %`, "≥ 85 %"),
  ];
  return `# The page: its start and its frames

\`cargo xtask bench page\` wrote this on ${machine}. The site is served on the same machine,
compressed by brotli. Times are those of the browser's trace; the processor time of the same tasks leaves out what other
programs took from them.

| | measured | processor time | goal | |
| --- | --: | --: | --: | --- |
${goals.join("\n")}

The page opens at rest, before its first step. The first trained step is that of a reader who presses Step as soon as
there is a run to train, and it counts when it is drawn (the page's performance mark \`first-step\`). The time is the
median of ${start.loads} loads with an empty cache (the slowest took ${milliseconds(start.slowest)}); the longest tasks of the main
thread are medians of ${start.traced} traced loads (worst: ${milliseconds(start.worst.before.took)} before the step, ${milliseconds(start.worst.after.took)} in the three seconds of training after it).

A frame's work is all that the main thread does from one to the next, while twenty layers of 32 tanh units train on the
page at full speed; ${frames.news.toFixed(0)} frames a second had new figures. On the page they do ${whole.format(Math.round(speed.shown))} steps a second, without it (the same run in a worker of its own, unmeasured and
undrawn) ${whole.format(Math.round(speed.alone))}; the share is the median of ${speed.turns} turns.

What travels before the first trained step, in KB (1000 bytes):

| file | as it is | compressed |
| --- | --: | --: |
${files.join("\n")}
| all | ${kilobytes(sum("raw"))} | ${kilobytes(sum("sent"))} |
`;
}
