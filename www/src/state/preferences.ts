/** The reader's preferences, kept where the browser allows it and for the visit where it does not. */

export interface Preferences {
  /** Light or dark; null follows the system. */
  readonly theme: "light" | "dark" | null;
  /** Whether single keys act as shortcuts. */
  readonly shortcuts: boolean;
}

const KEY = "gradient-lab";
const DEFAULTS: Preferences = { theme: null, shortcuts: true };

/** What was kept, or the defaults. */
export function loadPreferences(storage: () => Storage): Preferences {
  try {
    const kept: unknown = JSON.parse(storage().getItem(KEY) ?? "{}");
    const { theme, shortcuts } = { ...DEFAULTS, ...(kept as Partial<Preferences>) };
    return { theme: theme === "light" || theme === "dark" ? theme : null, shortcuts: shortcuts !== false };
  } catch {
    return DEFAULTS;
  }
}

/** Keeps `preferences`; a refusal changes nothing, since they hold for the visit anyway. */
export function keepPreferences(preferences: Preferences, storage: () => Storage): void {
  try {
    storage().setItem(KEY, JSON.stringify(preferences));
  } catch {
    return;
  }
}
