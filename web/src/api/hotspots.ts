import { getJson } from "./client";
import { type Filter, filterParams } from "./query";
import type { Cluster, Hotspot, Level } from "./types";

const HOTSPOTS = "/api/v1/hotspots";

/** Gi* of every area of a level. */
export const fetchHotspots = async (level: Level, filter: Filter, signal: AbortSignal): Promise<Hotspot[]> =>
  (await getJson<{ items: Hotspot[] }>(`${HOTSPOTS}/gi-star`, [...filterParams(filter), ["units", level]], signal)).items;

export interface Clusters {
  noise: number;
  items: Cluster[];
}

/** Complaints that lie close together (DBSCAN), as the server does it unless told otherwise. */
export const fetchClusters = (filter: Filter, signal: AbortSignal): Promise<Clusters> =>
  getJson(`${HOTSPOTS}/dbscan`, filterParams(filter), signal);
