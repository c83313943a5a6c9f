import { getJson } from "./client";
import { type Filter, filterParams, type Params } from "./query";
import type { components } from "./schema.gen";
import type { Level } from "./types";

/** A category with its volume, growth, spread and repeats, and what is expected of it. */
export type RankedCategory = Required<components["schemas"]["RankedCategory"]>;

export interface CategoryRanking {
  /** Complaints of all categories. */
  count: number;
  /** Units of the area. */
  units: number;
  items: RankedCategory[];
}

/** What is ranked, and where. */
export interface Ranked {
  kind: "major" | "minor";
  area: { level: Level; code: string };
  /** What spread is measured in. */
  units: Level;
  filter: Filter;
}

/** The categories of an area; those of the city are compared with the window before, all others with the city. */
export const fetchRanking = ({ kind, area, units, filter }: Ranked, signal: AbortSignal): Promise<CategoryRanking> => {
  const params: Params = [...filterParams(filter), ["units", units], ["major", String(kind === "major")]];
  if (area.level !== "city") params.push(["level", area.level], ["code", area.code]);
  return getJson("/api/v1/hotspots/categories", params, signal);
};
