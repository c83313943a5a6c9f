/** How much of the free width the left of two windows has. */
export const LEAST_SPLIT = 0.04;

export const clampSplit = (fraction: number): number => Math.min(1 - LEAST_SPLIT, Math.max(LEAST_SPLIT, fraction));

const STEP = 0.02;
const LEAP = 0.1;

/** Where a key moves the divider to; null where it means nothing. */
export const splitAfterKey = (split: number, key: string): number | null => {
  const by = { ArrowLeft: -STEP, ArrowRight: STEP, PageDown: -LEAP, PageUp: LEAP, Home: -1, End: 1 }[key];
  return by === undefined ? null : clampSplit(split + by);
};
