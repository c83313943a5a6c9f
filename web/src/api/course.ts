import { getJson } from "./client";
import { type Course, HOTSPOTS, unitParams, type Units } from "./hotspots";
import type { Emerging } from "./types";

/** A unit with its complaints and its Gi* in each step. */
export type UnitCourse = Emerging & { counts: number[]; z: (number | null)[] };

/** How one unit became hot or cold, among all of its level. */
export const fetchUnitCourse = (units: Units, step: string, unit: string, signal: AbortSignal): Promise<Course<UnitCourse>> =>
  getJson(`${HOTSPOTS}/emerging`, [...unitParams(units), ["step", step], ["unit", unit]], signal);
