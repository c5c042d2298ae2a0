/** Numbers as text: with the digits that matter, and in widths that do not jump. */

const SUPERSCRIPTS: Record<string, string> = {
  "-": "⁻",
  "0": "⁰",
  "1": "¹",
  "2": "²",
  "3": "³",
  "4": "⁴",
  "5": "⁵",
  "6": "⁶",
  "7": "⁷",
  "8": "⁸",
  "9": "⁹",
};

/** `10⁻⁸` for −8.2: the nearest whole power of ten. */
export function powerOfTen(exponent: number): string {
  const digits = String(Math.round(exponent));
  return `10${[...digits].map((digit) => SUPERSCRIPTS[digit] ?? digit).join("")}`;
}

/** A factor such as ρ: `0.14`, `2.6`, `0.003`, `10⁵`. */
export function factor(value: number): string {
  if (!Number.isFinite(value)) return "∞";
  if (value === 0) return "0";
  if (value < 5e-4 || value >= 9950) return powerOfTen(Math.log10(value));
  if (value < 0.0095) return value.toFixed(4);
  if (value < 0.095) return value.toFixed(3);
  if (value < 1.995) return value.toFixed(2);
  if (value < 99.5) return value.toFixed(1);
  return value.toFixed(0);
}

/** A share of one in per cent: `71 %`. */
export function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** A whole number with its digits in groups of three: `12 500`. */
export function count(value: number): string {
  return grouped(String(Math.round(value)));
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, " ");
}

/** A loss: with three decimals unless it is very small or large, then with two digits and a power of ten. */
export function loss(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (Math.abs(value) >= 9999.5) return figure(value, 2);
  if (Math.abs(value) >= 99.95) return value.toFixed(1);
  if (value !== 0 && Math.abs(value) < 5e-4) return figure(value, 2);
  return value.toFixed(3);
}

/** A learning rate, rounded, since a schedule may give it any number of digits: `0.00512`, `7.6×10⁻⁶`. */
export function learningRate(value: number): string {
  return setting(Number(value.toPrecision(isExtreme(value) ? 2 : 3)));
}

/** A setting's value with as few digits as it needs: `0.01`, `10 000`, `2.5×10⁻⁷`, `10⁻⁷`. */
export function setting(value: number): string {
  if (isCount(value)) return grouped(String(value));
  if (!isExtreme(value)) return String(Number(value.toPrecision(6)));
  const [mantissa = "", exponent = "0"] = value.toExponential(3).split("e");
  const power = powerOfTen(Number(exponent));
  const digits = minus(String(Number(mantissa)));
  return digits === "1" ? power : `${digits}×${power}`;
}

/** The same in a list, without spaces, which would separate two numbers. */
export function listedSetting(value: number): string {
  return setting(value).replaceAll(" ", "");
}

/** A setting's value and its unit: `1 layer`, `20 layers`. */
export function amount(value: number, unit: string): string {
  return `${setting(value)} ${value === 1 ? unit.replace(/s$/, "") : unit}`.trim();
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) < 1e16;
}

/** Whether a number is written with a power of ten. */
function isExtreme(value: number): boolean {
  return value !== 0 && (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e7);
}

/** A figure of any size with three (or `digits`) significant digits: `0.0142`, `3.20×10⁻⁸`, `∞`. */
export function figure(value: number, digits = 3): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 9995 || size < 9.995e-4) {
    const [mantissa = "", exponent = "0"] = value.toExponential(digits - 1).split("e");
    return `${minus(mantissa)}×${powerOfTen(Number(exponent))}`;
  }
  return minus(value.toPrecision(digits));
}

/** A figure beside an axis, as short as possible: `1`, `−0.5`, `3.2`, `10⁵`. */
export function axisValue(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  const size = Math.abs(value);
  const sign = value < 0 ? "−" : "";
  if (!Number.isFinite(value)) return `${sign}∞`;
  if (size === 0) return "0";
  if (size >= 9995 || size < 5e-4) return `${sign}${powerOfTen(Math.log10(size))}`;
  if (size < 0.1) return `${sign}${String(Number(size.toPrecision(1)))}`;
  return `${sign}${String(Number(size.toPrecision(2)))}`;
}

function minus(text: string): string {
  return text.replace("-", "−");
}
