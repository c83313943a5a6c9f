import { getJson } from "./client";
import { type Filter, filterParams, type Params } from "./query";
import type { Cluster, Cylinder, Emerging, Hotspot, Level, Repeat } from "./types";

const HOTSPOTS = "/api/v1/hotspots";

/** Gi* of every area of a level, for grids those of a plan where one is named. */
export const fetchHotspots = async (level: Level, plan: number | null, filter: Filter, signal: AbortSignal): Promise<Hotspot[]> => {
  const params: Params = [...filterParams(filter), ["units", level]];
  if (plan !== null) params.push(["plan", String(plan)]);
  return (await getJson<{ items: Hotspot[] }>(`${HOTSPOTS}/gi-star`, params, signal)).items;
};

/** How every area of a level became hot or cold, in steps of time. */
export interface Course {
  step: string;
  steps: number;
  items: Emerging[];
}

export const fetchEmerging = (level: Level, step: string, filter: Filter, signal: AbortSignal): Promise<Course> =>
  getJson(`${HOTSPOTS}/emerging`, [...filterParams(filter), ["units", level], ["step", step]], signal);

/** What goes on in more than a tenth of a city is no place to send somebody to. */
const MOST_SHARE = "0.1";

/** Circles that have had more complaints than expected for some days until now, the most likely first. */
export const fetchCylinders = async (level: Level, filter: Filter, signal: AbortSignal): Promise<Cylinder[]> =>
  (await getJson<{ items: Cylinder[] }>(`${HOTSPOTS}/scan`, [...filterParams(filter), ["units", level], ["max_share", MOST_SHARE]], signal)).items;

export interface Clusters {
  noise: number;
  items: Cluster[];
}

/** Complaints that lie close together (DBSCAN), as the server does it unless told otherwise. */
export const fetchClusters = (filter: Filter, signal: AbortSignal): Promise<Clusters> =>
  getJson(`${HOTSPOTS}/dbscan`, filterParams(filter), signal);

/** Many callers about one thing (多人一诉), one caller again and again (一人多诉), many things in one place (一地多事). */
export const REPEAT_KINDS = ["subjects", "callers", "places"] as const;
export type RepeatKind = (typeof REPEAT_KINDS)[number];

/** Complaints that belong together, each alert called by its first one. */
export const fetchRepeats = async (kind: RepeatKind, filter: Filter, signal: AbortSignal): Promise<Repeat[]> =>
  (await getJson<{ items: Repeat[] }>(`${HOTSPOTS}/repeat-${kind}`, filterParams(filter), signal)).items;
