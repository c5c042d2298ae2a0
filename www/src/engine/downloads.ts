interface Download {
  readonly bytes: Promise<Uint8Array>;
  readonly controller: AbortController;
  /** How many have not given up. */
  waiting: number;
}

/** Files that several may wait for: each is loaded once, and no further when the last of them has given up. */
export class Downloads {
  private readonly files = new Map<string, Download>();

  constructor(private readonly load: (name: string, signal: AbortSignal) => Promise<Uint8Array>) {}

  /** The file's bytes; once `signal` is aborted, its reason. */
  get(name: string, signal?: AbortSignal): Promise<Uint8Array> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const download = this.files.get(name) ?? this.begin(name);
    download.waiting += 1;
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        download.waiting -= 1;
        if (download.waiting === 0) {
          this.forget(name, download);
          download.controller.abort();
        }
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", giveUp);
      const settled = () => signal?.removeEventListener("abort", giveUp);
      download.bytes.finally(settled).then(resolve, reject);
    });
  }

  private begin(name: string): Download {
    const controller = new AbortController();
    const download = { bytes: this.load(name, controller.signal), controller, waiting: 0 };
    this.files.set(name, download);
    // What failed once is tried again when it is next asked for.
    download.bytes.catch(() => this.forget(name, download));
    return download;
  }

  private forget(name: string, download: Download): void {
    if (this.files.get(name) === download) this.files.delete(name);
  }
}
