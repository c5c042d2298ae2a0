/** The words of `<gradient-lab>`, in English. */

export const elementWords = {
  label: "Gradient Lab",
  step: (step: string) => `step ${step}`,
  loss: "loss",
  trainHint: "Train until paused",
  pauseHint: "Pause",
  open: "Open in Gradient Lab",
  openHint: "This experiment with all its settings, in a page of its own",
  undo: "Undo the change",
  back: "Back to the run",
  restart: "Restart the engine",
  /** In a frame whose element has not come. */
  notLoaded: "Gradient Lab could not be loaded here: its files cannot be reached from this frame.",
  /** What is wrong with what an author has written. */
  unknownLesson: (lesson: string) => `lesson: unknown lesson "${lesson}"; there are no lessons yet`,
  unreadable: (url: string, why: string) => `experiment: ${url} could not be read: ${why}`,
  notFound: (status: number) => `the server answered ${status}`,
  failed: "the connection failed",
  noFile: "data: a table needs its file, which an embedded experiment cannot have; open it in Gradient Lab",
  unknownControl: (name: string, examples: string) =>
    `controls: unknown control "${name}"; allowed are train, step, reset and settings by their paths, such as ${examples}`,
  unknownPanel: (name: string, allowed: string) => `panels: unknown panel "${name}"; allowed are ${allowed}`,
} as const;
