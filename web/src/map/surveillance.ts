import type { FeatureCollection, Polygon } from "geojson";
import { type Bounds, type Cylinder, type Emerging, type Pattern, PATTERNS, type Position } from "../api/types";
import type { AreaLevel } from "../state/levels";

/** How the areas of a level became hot or cold, by code. */
export interface Patterns {
  level: AreaLevel;
  byCode: ReadonlyMap<string, { pattern: number; warm: boolean }>;
}

/** The class of `CHANGE` that a pattern is drawn in: what grows is strong, what stays or wanes weaker. */
const STRENGTH: Record<Pattern, number> = {
  new: 3, consecutive: 3, intensifying: 3, persistent: 2, diminishing: 2, sporadic: 1, oscillating: 1, historical: 1,
};
const MIDDLE = 3;
export const patternClass = (pattern: Pattern, spot: "hot" | "cold" | null): number =>
  MIDDLE + (spot === "cold" ? -STRENGTH[pattern] : STRENGTH[pattern]);

export const patternsOf = (level: AreaLevel, items: readonly Emerging[]): Patterns => ({
  level,
  byCode: new Map(
    items.flatMap(({ unit, pattern, spot }) =>
      pattern ? [[unit, { pattern: patternClass(pattern, spot), warm: spot === "hot" }] as const] : [],
    ),
  ),
});

/** A number for each pattern, as its place in the legend, so that colour does not say it alone. */
export const patternNumber = (pattern: Pattern): number => PATTERNS.indexOf(pattern) + 1;

export const patternFeatures = (items: readonly Emerging[]): FeatureCollection => ({
  type: "FeatureCollection",
  features: items.flatMap(({ unit, pattern, point }) =>
    pattern ? [{ type: "Feature", properties: { unit, number: patternNumber(pattern) }, geometry: { type: "Point", coordinates: point } }] : [],
  ),
});

/** Patterns of one side with how many areas have each, in the order of their numbers. */
export const tallied = (items: readonly Emerging[]): { pattern: Pattern; spot: "hot" | "cold"; count: number }[] =>
  (["hot", "cold"] as const).flatMap((spot) =>
    PATTERNS.map((pattern) => ({ pattern, spot, count: items.filter((item) => item.pattern === pattern && item.spot === spot).length })),
  ).filter(({ count }) => count > 0);

/** A circle of one area has no radius of its own; smaller ones could not be seen. */
const LEAST_RADIUS_M = 150;
const LEAST_SHOWN_M = 500;
const CORNERS = 64;
const METRES_PER_DEGREE = 111_195;

/** The base of each cylinder, and a point with how much more than expected it has; `chosen` is the unit amid one that is pointed out. */
export const cylinderFeatures = (cylinders: readonly Cylinder[], chosen: string | null = null): FeatureCollection => ({
  type: "FeatureCollection",
  features: cylinders.flatMap(({ unit, point, radius_m, significant, relative_risk }) => {
    const properties = { significant, risk: relative_risk, chosen: unit === chosen };
    return [
      { type: "Feature", properties, geometry: circle(point, radius_m) },
      { type: "Feature", properties, geometry: { type: "Point", coordinates: point } },
    ];
  }),
});

/** Degrees of longitude and latitude of a radius in metres. */
const reach = ([, lat]: Position, radius: number): [dx: number, dy: number] => {
  const dy = Math.max(radius, LEAST_RADIUS_M) / METRES_PER_DEGREE;
  return [dy / Math.cos((lat * Math.PI) / 180), dy];
};

const circle = (middle: Position, radius: number): Polygon => {
  const [dx, dy] = reach(middle, radius);
  const corner = (i: number): Position => {
    const angle = (2 * Math.PI * (i % CORNERS)) / CORNERS;
    return [middle[0] + dx * Math.cos(angle), middle[1] + dy * Math.sin(angle)];
  };
  return { type: "Polygon", coordinates: [Array.from({ length: CORNERS + 1 }, (_, i) => corner(i))] };
};

/** The box around a cylinder's base, with some of what lies around a small one. */
export const boundsOf = ({ point, radius_m }: Cylinder): Bounds => {
  const [[lon, lat], [dx, dy]] = [point, reach(point, Math.max(radius_m, LEAST_SHOWN_M))];
  return [lon - dx, lat - dy, lon + dx, lat + dy];
};
