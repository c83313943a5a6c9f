import type { MultiPolygon, Polygon } from "geojson";
import type { Position } from "../../api/types";

/** A place well inside an area: the middle of the widest stretch of the horizontal line through the middle of its box. */
export const labelPlace = (area: Polygon | MultiPolygon): Position | null => {
  const rings = (area.type === "Polygon" ? area.coordinates : area.coordinates.flat()) as Position[][];
  const lats = rings.flatMap((ring) => ring.map(([, lat]) => lat));
  const lat = (Math.min(...lats) + Math.max(...lats)) / 2;
  const crossings = rings.flatMap((ring) => ring.slice(1).flatMap((b, i) => crossing(ring[i] ?? b, b, lat))).sort((a, b) => a - b);
  let best: { width: number; lon: number } | null = null;
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const [west = 0, east = 0] = [crossings[i], crossings[i + 1]];
    if (east - west > (best?.width ?? 0)) best = { width: east - west, lon: (west + east) / 2 };
  }
  return best && [best.lon, lat];
};

const crossing = (a: Position, b: Position, lat: number): number[] =>
  a[1] > lat === b[1] > lat ? [] : [a[0] + ((lat - a[1]) / (b[1] - a[1])) * (b[0] - a[0])];
