import type { ReactiveControllerHost } from "lit";
import type { LinkDialog, LinkInfo } from "../panels/notice/link-dialog.ts";
import type { Lab } from "./lab.ts";

/** How long the share button says that the link is copied. */
const COPIED_MS = 2000;

/** Copies the link to the run; where the browser refuses, or the link cannot hold all, a dialog says so. */
export class Sharing {
  /** Whether the link has just been copied. */
  copied = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly lab: () => Lab,
  ) {}

  async share(dialog: LinkDialog): Promise<void> {
    const link = this.lab().link();
    const left = { file: this.lab().usedFile()?.name ?? null, model: this.lab().usedModel()?.name ?? null };
    try {
      await navigator.clipboard.writeText(link);
      if (left.file !== null || left.model !== null) await show(dialog, link, { copied: true, ...left });
      this.setCopied(true);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.setCopied(false), COPIED_MS);
    } catch {
      await show(dialog, link, { copied: false, ...left });
    }
  }

  private setCopied(copied: boolean): void {
    this.copied = copied;
    this.host.requestUpdate();
  }
}

/** Opens the link dialog, which is loaded the first time. */
async function show(dialog: LinkDialog, link: string, info: LinkInfo): Promise<void> {
  await import("../panels/notice/link-dialog.ts");
  await dialog.show(link, info);
}
