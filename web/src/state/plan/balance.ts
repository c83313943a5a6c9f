import type { PlanGrid, TouchedGrid } from "../../api/types";

/** The figures of all grids together, as far as they follow from the grids alone. */
export interface Totals {
  grids: number;
  households: number;
  residents: number;
  under: number;
  in: number;
  over: number;
  /** Grids in range as a part of those whose households are known; null where none are. */
  inRangeShare: number | null;
}

export const totalsOf = (grids: Iterable<PlanGrid>): Totals => {
  const totals: Totals = { grids: 0, households: 0, residents: 0, under: 0, in: 0, over: 0, inRangeShare: null };
  for (const grid of grids) {
    totals.grids += 1;
    totals.households += grid.households ?? 0;
    totals.residents += grid.residents ?? 0;
    if (grid.range) totals[grid.range] += 1;
  }
  const known = totals.under + totals.in + totals.over;
  return { ...totals, inRangeShare: known > 0 ? totals.in / known : null };
};

/** The grids by code, after an edit. */
export const edited = (
  grids: ReadonlyMap<string, PlanGrid>,
  touched: readonly TouchedGrid[],
): ReadonlyMap<string, PlanGrid> => {
  const next = new Map(grids);
  for (const { before } of touched) if (before) next.delete(before.code);
  for (const { after } of touched) if (after) next.set(after.code, after);
  return next;
};

/** By how much a figure changes; null where it is not known on both sides. */
export const difference = (before: number | null | undefined, after: number | null | undefined): number | null =>
  before == null && after == null ? null : (after ?? 0) - (before ?? 0);
