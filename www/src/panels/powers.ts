import { css, html, type TemplateResult } from "lit";

const SUPERSCRIPTS = /[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+/g;
const PLAIN: Record<string, string> = { "⁻": "−" };
for (const [digit, raised] of [..."⁰¹²³⁴⁵⁶⁷⁸⁹"].entries()) PLAIN[raised] = String(digit);

/** Text with superscript characters as `<sup>`, since few typefaces have all of them. */
export function withPowers(text: string): TemplateResult {
  const parts: (string | TemplateResult)[] = [];
  let done = 0;
  for (const match of text.matchAll(SUPERSCRIPTS)) {
    const plain = [...match[0]].map((sign) => PLAIN[sign] ?? sign).join("");
    parts.push(text.slice(done, match.index), html`<sup>${plain}</sup>`);
    done = match.index + match[0].length;
  }
  parts.push(text.slice(done));
  return html`${parts}`;
}

/** Superscripts that do not change the line height. */
export const powerStyles = css`
  sup {
    font-size: 0.72em;
    line-height: 0;
    vertical-align: 0.42em;
  }
`;
