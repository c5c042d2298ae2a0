/** The report of a run: one page of HTML that needs nothing else, made to be printed. */

import { at } from "../charts/scales.ts";
import { EPOCH_ROW, isComputed } from "../snapshot-format.ts";
import { differences } from "../state/differences.ts";
import { saved } from "../text/en-saved.ts";
import { count, figure, loss, percent } from "../text/numbers.ts";
import { VERSION } from "../version.ts";
import { curvesFigure, hasCurves } from "./figures/curves.ts";
import { layersFigure } from "./figures/layers.ts";
import { Markup, markup } from "./markup.ts";
import { type SavedRun, settings, verdictText } from "./saved-run.ts";

const { report: words } = saved;

/** Nothing but this page's own styles is loaded or run, whatever a browser or a mail program makes of it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const STYLES = new Markup(`
  :root { color-scheme: light; }
  body { max-width: 178mm; margin: 2rem auto; padding: 0 1rem; font: 10.5pt/1.45 Helvetica, Arial, "Liberation Sans", sans-serif; color: #16191d; background: #fff; }
  h1 { font-size: 18pt; margin: 0 0 .2em; overflow-wrap: anywhere; }
  h2 { font-size: 12pt; margin: 1.4em 0 .4em; break-after: avoid; }
  p, dd, td, pre { overflow-wrap: anywhere; }
  .lead { color: #545b65; margin: 0; }
  table { border-collapse: collapse; width: 100%; font-size: 9pt; font-variant-numeric: tabular-nums; }
  th, td { text-align: left; vertical-align: top; padding: .2em .8em .2em 0; border-bottom: .5pt solid #d9d5cc; }
  th { font-weight: 600; }
  tr, figure { break-inside: avoid; }
  td:first-child { white-space: nowrap; }
  .wrap td:first-child { white-space: normal; width: 45%; }
  .own { font-weight: 600; }
  figure { margin: 1em 0; }
  svg { width: 100%; height: auto; }
  ul { margin: .2em 0 .8em; padding-left: 1.2em; }
  pre { white-space: pre-wrap; font-size: 8pt; background: #f6f4ef; padding: .8em; }
  @page { size: A4; margin: 16mm; }
  @media print { body { margin: 0; padding: 0; max-width: none; } }
`);

/** An HTML document. */
export function report(run: SavedRun): Markup {
  const { snapshot, experiment, link } = run;
  const name = run.name === "" ? saved.untitled : run.name;
  const when = saved.after(count(snapshot.step), count(snapshot.epoch));
  const figures = [layersFigure(run), ...(hasCurves(run) ? [curvesFigure(run)] : [])];
  return markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${words.title(name)}</title><style>${STYLES}</style></head>
<body>
<h1>${name}</h1>
<p class="lead">${words.lead(when, VERSION)}</p>
<h2>${words.verdict}</h2>
<p>${verdictText(run)}</p>
<h2>${words.results}</h2>
${pairs(results(run))}
<h2>${words.settings}</h2>
<table class="wrap"><tbody>${settings(run).map(
    ({ path, value, isOwn }) =>
      markup`<tr><td>${path}</td><td${isOwn ? OWN : null}>${value}${isOwn ? null : words.atDefault}</td></tr>`,
  )}</tbody></table>
${figures.map((drawing) => markup`<figure>${drawing}</figure>`)}
<h2>${words.layers}</h2>
${layersTable(run)}
<h2>${words.changes}</h2>
${changes(run)}
<h2>${words.again}</h2>
<p>${words.againDetail}</p>
<p><a href="${webLink(link)}">${link}</a></p>
<pre>${JSON.stringify(experiment, null, 2)}</pre>
</body></html>
`;
}

const OWN = new Markup(' class="own"');

/** A link goes nowhere but to a page. */
function webLink(link: string): string {
  return /^(https?|file):/.test(link) ? link : "#";
}

function pairs(rows: readonly (readonly [string, string])[]): Markup {
  return markup`<table class="wrap"><tbody>${rows.map(([name, value]) => markup`<tr><td>${name}</td><td>${value}</td></tr>`)}</tbody></table>`;
}

function results({ runInfo, snapshot }: SavedRun): [string, string][] {
  const { rows } = words;
  const { epochHistory: epochs } = snapshot;
  const latest = (offset: number, write: (value: number) => string): string => {
    const value = epochs.length === 0 ? -1 : at(epochs, epochs.length - EPOCH_ROW.width + offset);
    return isComputed(value) ? write(value) : words.none;
  };
  const all: [string, string][] = [
    [rows.step, `${count(snapshot.step)} / ${count(runInfo.totalSteps)}`],
    [rows.epoch, count(snapshot.epoch)],
    [rows.batchLoss, loss(snapshot.loss)],
    [rows.trainingLoss, latest(EPOCH_ROW.trainingLoss, loss)],
    [rows.trainingAccuracy, latest(EPOCH_ROW.trainingAccuracy, percent)],
    [rows.validationLoss, latest(EPOCH_ROW.validationLoss, loss)],
    [rows.validationAccuracy, latest(EPOCH_ROW.validationAccuracy, percent)],
    [rows.samples, `${count(runInfo.trainingSamples)}, ${count(runInfo.validationSamples)}`],
    [rows.parameters, count(runInfo.parameters)],
  ];
  return all.filter(([, value]) => value !== words.none);
}

function layersTable({ runInfo, snapshot }: SavedRun): Markup {
  const { columns } = words;
  const { layers: figures } = snapshot;
  const value = (list: Float32Array, index: number) =>
    isComputed(at(list, index)) ? figure(at(list, index)) : words.none;
  const rows = runInfo.layers.map(({ name, units, activation }, index) => [
    name,
    String(units),
    activation,
    value(figures.deltaRms, index),
    value(figures.kernelGradientL2, index),
    figure(at(figures.activationMean, index)),
    figure(at(figures.activationStd, index)),
    snapshot.step === 0 ? words.none : value(figures.updateRatio, index),
  ]);
  return markup`<table><thead><tr>${Object.values(columns).map((column) => markup`<th>${column}</th>`)}</tr></thead><tbody>${rows.map(
    (row) => markup`<tr>${row.map((cell) => markup`<td>${cell}</td>`)}</tr>`,
  )}</tbody></table>`;
}

function changes({ log }: SavedRun): Markup {
  const [first, ...later] = log;
  if (!first || later.length === 0) return markup`<p>${words.noChanges}</p>`;
  let { experiment } = first;
  return markup`${later.map((run) => {
    const changed = differences(experiment, run.experiment);
    experiment = run.experiment;
    const items = changed.map(
      ({ path, from, to }) => markup`<li>${path}: ${from ?? words.absent} → ${to ?? words.absent}</li>`,
    );
    return markup`<p>${words.changed(count(run.after))}</p><ul>${items}</ul>`;
  })}`;
}
