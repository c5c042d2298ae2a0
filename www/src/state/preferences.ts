/** The reader's preferences, stored if the browser allows it. */

export interface Preferences {
  /** Light or dark; null follows the system. */
  readonly theme: "light" | "dark" | null;
  /** Whether single keys act as shortcuts. */
  readonly shortcuts: boolean;
}

const KEY = "gradient-lab";
const DEFAULTS: Preferences = { theme: null, shortcuts: true };

/** The stored preferences, or the defaults. */
export function loadPreferences(storage: () => Storage): Preferences {
  try {
    const stored: unknown = JSON.parse(storage().getItem(KEY) ?? "{}");
    const { theme, shortcuts } = { ...DEFAULTS, ...(stored as Partial<Preferences>) };
    return { theme: theme === "light" || theme === "dark" ? theme : null, shortcuts: shortcuts !== false };
  } catch {
    return DEFAULTS;
  }
}

/** Stores `preferences`; if the browser refuses, they are lost with the page. */
export function savePreferences(preferences: Preferences, storage: () => Storage): void {
  try {
    storage().setItem(KEY, JSON.stringify(preferences));
  } catch {
    return;
  }
}
