/** The words of notices, in English. */

/** What can go wrong, and what the reader can do then. */
export const notices = {
  refusedLink: {
    title: "This experiment cannot be run",
    lead: "The link opened, but its document has a mistake:",
    edit: "The document",
    open: "Run it",
    fresh: "Start afresh",
    freshHint: "The document above is not kept.",
  },
  damagedLink: {
    title: "This link is damaged",
    lead: "What follows the # in the address is neither a document nor one in base64url. Perhaps its end was cut off when it was copied.",
    fresh: "Start afresh",
  },
  refusedEdit: {
    title: "This combination cannot be run.",
    undo: "Undo the change",
  },
  loading: {
    title: "The engine could not be loaded",
    lead: "Gradient Lab trains in your browser with WebAssembly. Where that is switched off or its file cannot be reached, nothing can run.",
    retry: "Try again",
  },
  stopped: {
    title: "The engine stopped",
    lead: "An internal error ended the run. Your settings are kept; a new engine trains again up to where the run was, to the same figures.",
    retry: "Restart the engine",
    report: "If you report this, copy these lines along",
  },
  refusedFile: {
    title: "This file cannot be read as data.",
    choose: "Choose another file",
    undo: "Back to the data before",
  },
  file: {
    title: "Choose a CSV file",
    lead: "This experiment learns from a file of yours. Choose it here, or drop it anywhere on the page. It stays on this device.",
    again: (name: string) =>
      `This experiment learnt from ${name}, which the page does not keep. Choose it again, or drop it anywhere on the page.`,
    choose: "Choose a file",
    undo: "Back to the data before",
  },
  update: {
    lead: "A newer version of this page is there. Reloading keeps the settings and begins the run anew.",
    accept: "Reload",
    later: "Later",
  },
  link: {
    title: "Copy the link",
    lead: "The browser did not let the page copy for you. Select the link and copy it.",
    copied: "The link is copied",
    withoutFile: (name: string) =>
      `Your file, ${name}, is not in the link: it stays on this device. Whoever opens the link is asked for it.`,
    withoutWeights: (name: string) =>
      `The weights in ${name} are not in the link: whoever opens it begins from the init. To pass on the trained network, give them the model file.`,
    label: "The link",
    close: "Close",
  },
};
