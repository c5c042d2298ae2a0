/** Trains in a worker, with no page that watches. */
const worker = new Worker("headless-worker.js", { type: "module" });

function ask(message) {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(message);
  });
}

/** Opens a run of the document. */
globalThis.open = (document) => ask({ document });

/** Trains for so many milliseconds; steps a second. */
globalThis.train = (milliseconds) => ask({ milliseconds });
