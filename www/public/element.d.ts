export * from "./types/element/api.js";

/** The front end for anywidget. */
declare const widget: {
  render(context: { model: { get(key: string): unknown }; el: HTMLElement }): () => void;
};
// biome-ignore lint/style/noDefaultExport: anywidget asks for it.
export default widget;
