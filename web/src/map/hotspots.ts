import type { Feature, FeatureCollection } from "geojson";
import type { Cluster, Hotspot, Position, Repeat } from "../api/types";
import type { AreaLevel } from "../state/levels";
import type { Theme } from "../state/url";
import type { ColorClass } from "./choropleth";
import { CHANGE } from "./palette";

/** What the areas of a level have of Gi*, by code. */
export interface Significance {
  level: AreaLevel;
  byCode: ReadonlyMap<string, { z: number | null; significant: boolean }>;
}

/** Standard scores at which a two-sided p of the normal distribution is 0.1, 0.05 and 0.01. */
export const Z_CUTS = [1.645, 1.96, 2.576] as const;

/** Fewer than expected in blue, more in orange; the same distance from zero has the same strength. */
export const zClasses = (theme: Theme): ColorClass[] => {
  const cuts = [...Z_CUTS.map((cut) => -cut).reverse(), ...Z_CUTS];
  return CHANGE[theme].map((color, i) => ({ from: cuts[i - 1] ?? null, to: cuts[i] ?? null, color }));
};

/** Hot before cold, each from the farthest from what is expected. */
export const bySignificance = (items: readonly Hotspot[]): { hot: Hotspot[]; cold: Hotspot[] } => {
  const significant = items.filter((item) => item.significant && item.z !== null);
  const score = ({ z }: Hotspot): number => z ?? 0;
  return {
    hot: significant.filter((item) => score(item) > 0).sort((a, b) => score(b) - score(a)),
    cold: significant.filter((item) => score(item) < 0).sort((a, b) => score(a) - score(b)),
  };
};

/** Hulls, and a point with the count of each cluster. */
export const clusterFeatures = (clusters: readonly Cluster[]): FeatureCollection => ({
  type: "FeatureCollection",
  features: clusters.flatMap(({ cluster, count, point, hull }): Feature[] => [
    { type: "Feature", properties: { cluster, count }, geometry: { type: "Point", coordinates: point } },
    { type: "Feature", properties: { cluster, count }, geometry: outline(hull) },
  ]),
});

/** Alerts that have a place, each with how many complaints it has. */
export const alertFeatures = (alerts: readonly Repeat[]): FeatureCollection => ({
  type: "FeatureCollection",
  features: alerts.flatMap(({ alert, count, point }): Feature[] =>
    point ? [{ type: "Feature", properties: { alert, count }, geometry: { type: "Point", coordinates: point } }] : [],
  ),
});

// Complaints of one building lie in one place, those of one wall on a line.
const outline = (hull: Position[]): Feature["geometry"] => {
  const [first, second] = hull;
  if (!first) return { type: "MultiPoint", coordinates: [] };
  if (!second) return { type: "LineString", coordinates: [first, first] };
  return hull.length === 2 ? { type: "LineString", coordinates: [first, second] } : { type: "Polygon", coordinates: [[...hull, first]] };
};
