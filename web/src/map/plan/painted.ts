import type { FeatureCollection } from "geojson";
import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";

/** What the planner draws over the tiles: grids as they are after the last edits, and what the hand is drawing. */
export const PLAN_SOURCES = ["plan-grids", "plan-labels", "plan-sketch", "plan-handles"] as const;
export type PlanSource = (typeof PLAN_SOURCES)[number];

const EMPTY: FeatureCollection = { type: "FeatureCollection", features: [] };

// Not reactive: these change with every move of the hand, and the style must not be worked out anew for that. The style reads
// what is there, so that a new one does not wipe it.
const painted = new Map<PlanSource, FeatureCollection>();

export const paintedOn = (source: PlanSource): FeatureCollection => painted.get(source) ?? EMPTY;

/** Draws at once. */
export const paint = (map: MapLibre, source: PlanSource, data: FeatureCollection): void => {
  painted.set(source, data);
  void map.getSource<GeoJSONSource>(source)?.setData(data);
};

export const wipe = (): void => { painted.clear(); };
