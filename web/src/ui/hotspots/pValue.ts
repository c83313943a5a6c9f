/** A p in three digits, and never as zero. */
export const pValue = (p: number | null): string => {
  if (p === null) return "—";
  return p < 0.001 ? "p < 0.001" : `p = ${p.toFixed(3)}`;
};
