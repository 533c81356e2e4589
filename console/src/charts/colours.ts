// Colours and shapes of the charts: told apart by lightness as well as hue, so that they read without colour vision.
export const STATUSES = ["accepted", "repaired", "fallback", "handoff"] as const;
export type StatusName = (typeof STATUSES)[number];
export const STATUS_COLOUR: Record<StatusName, string> = { accepted: "var(--c-accepted)", repaired: "var(--c-repaired)", fallback: "var(--c-fallback)", handoff: "var(--c-handoff)" };

/** A round number at or above `value` for the top of an axis. */
export function niceTop(value: number): number {
  if (value <= 4) return 4;
  const step = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 2.5, 4, 5, 8, 10].map((factor) => factor * step).find((top) => top >= value) ?? value;
}
