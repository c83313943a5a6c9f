import type { RankedCategory } from "../../api/frequent";

/** What categories are ranked by. */
export const ORDERS = ["count", "ratio", "growth", "spread", "repeats"] as const;
export type Order = (typeof ORDERS)[number];

export interface Sort {
  by: Order;
  /** The greatest first, else the least. */
  down: boolean;
}

/** What a category is ranked by; null puts it last. Growth counts as far as it is certain: what has grown, or fallen, at least. */
const rankValue = (item: RankedCategory, { by, down }: Sort): number | null => {
  switch (by) {
    case "count":
      return item.count;
    case "ratio":
      return item.ratio;
    case "growth":
      return down ? item.change_low : item.change_high;
    case "spread":
      return item.spread;
    case "repeats":
      return item.repeat_share;
  }
};

/** Equal ones by count, so that what there is most of comes first. */
export const sorted = (items: readonly RankedCategory[], sort: Sort): RankedCategory[] => {
  const value = (item: RankedCategory): number => {
    const own = rankValue(item, sort);
    if (own === null) return Infinity;
    return sort.down ? -own : own;
  };
  const compared = (a: RankedCategory, b: RankedCategory): number => (value(a) === value(b) ? b.count - a.count : value(a) - value(b));
  return [...items].sort(compared);
};

/** Whether a category has certainly grown or fallen: its interval leaves out zero. */
export const trendOf = ({ change_low: low, change_high: high }: RankedCategory): "rise" | "fall" | null => {
  if (low !== null && low > 0) return "rise";
  return high !== null && high < 0 ? "fall" : null;
};
