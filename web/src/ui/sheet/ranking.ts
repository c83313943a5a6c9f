import type { AreaSummary } from "../../api/types";
import { perThousand } from "../../map/choropleth";
import { relativeChange } from "../../format/number";

export const ORDERS = ["complaints", "per1000", "change", "households"] as const;
export type Order = (typeof ORDERS)[number];

/** What areas are ranked by; null puts an area last. */
export const rankValue = (area: AreaSummary, order: Order): number | null => {
  switch (order) {
    case "complaints":
      return area.complaints;
    case "per1000":
      return perThousand(area.complaints, area.households);
    case "change":
      return relativeChange(area.complaints, area.complaints_before);
    case "households":
      return area.households;
  }
};

/** Areas from the highest value down; equal ones by code, so that the order never depends on the server's. */
export const ranked = (areas: readonly AreaSummary[], order: Order): AreaSummary[] => {
  const value = (area: AreaSummary): number => rankValue(area, order) ?? -Infinity;
  return [...areas].sort((a, b) => value(b) - value(a) || a.code.localeCompare(b.code));
};
