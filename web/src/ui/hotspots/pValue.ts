/** A p in three digits, never as zero and never in two lines. */
export const pValue = (p: number | null): string => {
  if (p === null) return "—";
  return p < 0.001 ? "p\u00a0<\u00a00.001" : `p\u00a0=\u00a0${p.toFixed(3)}`;
};
