import { css, html, LitElement, nothing } from "lit";
import { property, query } from "lit/decorators.js";
import { SIDE } from "../../state/picture.ts";
import { pictureWords as words } from "../../text/en-table.ts";
import { percent } from "../../text/numbers.ts";
import { dialogStyles } from "../dialog.ts";
import { define } from "../element.ts";
import { styled } from "../styled.ts";

/** A picture, and what the network makes of it. */
export interface SeenPicture {
  readonly name: string;
  /** Points of {@link SIDE} rows, 0 to 1. */
  readonly inputs: Float32Array;
  /** Each class and its probability, the likeliest first. */
  readonly classes: readonly { readonly name: string; readonly probability: number }[];
  readonly step: number;
}

/** A picture of the reader's as the network sees it, and what it takes it for. */
@define("gradient-lab-picture-dialog")
export class PictureDialog extends LitElement {
  @property({ attribute: false }) picture: SeenPicture | null = null;

  @query("dialog") private dialog!: HTMLDialogElement;
  @query("canvas") private canvas!: HTMLCanvasElement;

  static override styles = [
    dialogStyles,
    css`
      dialog {
        --width: 34rem;
      }

      h2 {
        overflow-wrap: anywhere;
      }

      .seen {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-4);
        margin: var(--space-3) 0;
      }

      canvas {
        width: 11rem;
        height: 11rem;
        image-rendering: pixelated;
        border: var(--hairline);
      }

      dl {
        display: grid;
        flex: 1 1 14rem;
        grid-template-columns: max-content 1fr max-content;
        align-content: start;
        gap: 0 var(--space-2);
        margin: 0;
        font-variant-numeric: tabular-nums;
      }

      dl div {
        display: contents;
      }

      dd {
        margin: 0;
        text-align: right;
      }

      i {
        display: block;
        margin: 0.45em 0;
        height: 0.6em;
        background: var(--well);
        forced-color-adjust: none;
      }

      .first dt,
      .first dd {
        font-weight: var(--weight-strong);
      }

      p {
        margin: var(--space-1) 0;
        color: var(--soft);
      }
    `,
  ];

  /** Opens the dialog on a picture. */
  async show(picture: SeenPicture): Promise<void> {
    this.picture = picture;
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
  }

  protected override updated(): void {
    const context = this.picture && this.canvas.getContext("2d");
    if (!this.picture || !context) return;
    const image = new ImageData(SIDE, SIDE);
    this.picture.inputs.forEach((value, point) => {
      image.data.fill(Math.round(255 * value), 4 * point, 4 * point + 3);
      image.data[4 * point + 3] = 255;
    });
    context.putImageData(image, 0, 0);
  }

  override render() {
    const { picture } = this;
    if (!picture) return nothing;
    const { name, classes, step } = picture;
    return html`<dialog aria-labelledby="title">
      <h2 id="title">${words.title(name, classes[0]?.name ?? "")}</h2>
      <p>${words.lead(step)}</p>
      <div class="seen">
        <canvas width=${SIDE} height=${SIDE} role="img" aria-label=${words.seen}></canvas>
        <dl>
          ${classes.map(
            ({ name, probability }, index) => html`<div class=${index === 0 ? "first" : ""}>
              <dt>${name}</dt>
              <dd><i ${styled({ width: `${100 * probability}%` })}></i></dd>
              <dd>${percent(probability)}</dd>
            </div>`,
          )}
        </dl>
      </div>
      <button @click=${() => this.dialog.close()}>${words.close}</button>
    </dialog>`;
  }
}
