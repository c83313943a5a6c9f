export interface Bar {
  side: "hot" | "cold" | "neither";
  top: number;
  height: number;
}

/** A bar for each step, up from `zero` where z is above zero, else down. */
export interface Bars {
  zero: number;
  bars: Bar[];
}

const SIDES: Record<string, Bar["side"]> = { "+": "hot", "-": "cold" };
/** The scale reaches so far at least, so that what is quiet looks quiet. */
const LEAST_Z = 3;
/** What is zero can still be seen. */
const LEAST_HEIGHT = 1;

/** Bars that fill a height, and where zero is in it. */
export const barsOf = (z: readonly (number | null)[], bins: string, height: number): Bars => {
  const values = z.map((value) => value ?? 0);
  const [up, down] = [Math.max(0, ...values), Math.max(0, ...values.map((value) => -value))];
  const scale = height / Math.max(LEAST_Z, up + down);
  const zero = up >= down ? height - down * scale : up * scale;
  const bars = values.map((value, i): Bar => {
    const length = Math.max(LEAST_HEIGHT, Math.abs(value) * scale);
    return { side: SIDES[bins[i] ?? ""] ?? "neither", top: value > 0 ? zero - length : Math.min(zero, height - length), height: length };
  });
  return { zero, bars };
};
