/** Items that Page up and Page down move by. */
const PAGE = 10;

/**
 * How far a key moves a slider, in items, after the ARIA Authoring Practices: an infinite number for its ends, null for
 * other keys.
 */
export function sliderMove({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): number | null {
  if (altKey || ctrlKey || metaKey) return null;
  const moves: Record<string, number> = {
    ArrowLeft: -1,
    ArrowDown: -1,
    ArrowRight: 1,
    ArrowUp: 1,
    PageDown: -PAGE,
    PageUp: PAGE,
    Home: Number.NEGATIVE_INFINITY,
    End: Number.POSITIVE_INFINITY,
  };
  return moves[key] ?? null;
}
