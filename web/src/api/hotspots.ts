import { getJson } from "./client";
import { type Filter, filterParams, type Params } from "./query";
import type { Cluster, Hotspot, Level, Repeat } from "./types";

const HOTSPOTS = "/api/v1/hotspots";

/** Gi* of every area of a level, for grids those of a plan where one is named. */
export const fetchHotspots = async (level: Level, plan: number | null, filter: Filter, signal: AbortSignal): Promise<Hotspot[]> => {
  const params: Params = [...filterParams(filter), ["units", level]];
  if (plan !== null) params.push(["plan", String(plan)]);
  return (await getJson<{ items: Hotspot[] }>(`${HOTSPOTS}/gi-star`, params, signal)).items;
};

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
