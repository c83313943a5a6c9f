import { getJson } from "./client";
import { type Filter, filterParams, type Params } from "./query";
import type { Cluster, Cylinder, Emerging, Hotspot, Level, Repeat } from "./types";

export const HOTSPOTS = "/api/v1/hotspots";

/** What complaints are counted in: the areas of a level, for grids those of a plan where one is named. */
export interface Units {
  level: Level;
  plan: { id: number; revision: number } | null;
  filter: Filter;
}

export const unitParams = ({ level, plan, filter }: Units): Params => [
  ...filterParams(filter), ["units", level], ...(plan ? [["plan", String(plan.id)] as [string, string]] : []),
];

/** Gi* of every unit. */
export const fetchHotspots = async (units: Units, signal: AbortSignal): Promise<Hotspot[]> =>
  (await getJson<{ items: Hotspot[] }>(`${HOTSPOTS}/gi-star`, unitParams(units), signal)).items;

/** How every unit became hot or cold, in steps of time. */
export interface Course<Unit = Emerging> {
  window: { from: string; to: string };
  step: string;
  steps: number;
  /** Whose words the patterns are. */
  definition: string;
  items: Unit[];
}

export const fetchEmerging = (units: Units, step: string, signal: AbortSignal): Promise<Course> =>
  getJson(`${HOTSPOTS}/emerging`, [...unitParams(units), ["step", step], ["series", "false"]], signal);

/** What goes on in more than a tenth of a city is no place to send somebody to. */
const MOST_SHARE = "0.1";

/** What has gone on until now, or what went on at any time of the window. */
export const SCAN_KINDS = ["prospective", "retrospective"] as const;
export type ScanKind = (typeof SCAN_KINDS)[number];

/** Looking at every span of time takes many times as long as looking at those that last until now: then fewer replicas must do. */
export const REPLICAS: Record<ScanKind, number> = { prospective: 999, retrospective: 199 };

/** Circles that have, or had, more complaints than expected for some steps, the most likely first. */
export const fetchCylinders = async (units: Units, kind: ScanKind, step: string, signal: AbortSignal): Promise<Cylinder[]> => {
  const params: Params = [
    ...unitParams(units), ["max_share", MOST_SHARE], ["step", step],
    ["retrospective", String(kind === "retrospective")], ["permutations", String(REPLICAS[kind])],
  ];
  return (await getJson<{ items: Cylinder[] }>(`${HOTSPOTS}/scan`, params, signal)).items;
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
