import { css, html, type TemplateResult } from "lit";

const RAISED = /[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+/g;
const PLAIN: Record<string, string> = { "⁻": "−" };
for (const [digit, raised] of [..."⁰¹²³⁴⁵⁶⁷⁸⁹"].entries()) PLAIN[raised] = String(digit);

/** Text with its raised digits set as such: few typefaces have all of them as characters. */
export function withPowers(text: string): TemplateResult {
  const parts: (string | TemplateResult)[] = [];
  let done = 0;
  for (const match of text.matchAll(RAISED)) {
    const plain = [...match[0]].map((sign) => PLAIN[sign] ?? sign).join("");
    parts.push(text.slice(done, match.index), html`<sup>${plain}</sup>`);
    done = match.index + match[0].length;
  }
  parts.push(text.slice(done));
  return html`${parts}`;
}

/** Raised digits that leave the line height alone. */
export const powerStyles = css`
  sup {
    font-size: 0.72em;
    line-height: 0;
    vertical-align: 0.42em;
  }
`;
