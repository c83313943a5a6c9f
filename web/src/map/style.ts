import type { FeatureCollection } from "geojson";
import type { StyleSpecification } from "maplibre-gl";
import type { Bounds } from "../api/types";
import type { Params } from "../api/query";
import type { CellMeasure, LayerId } from "../state/layers";
import type { AreaLevel } from "../state/levels";
import type { Theme } from "../state/url";
import { basemap, basemapLabels } from "./basemap/layers";
import type { Ground } from "./basemap/ground";
import { areaFill, areaHit, areaLabels, boundaries } from "./layers/areas";
import { buildings, ground, roadLabels, roads, water, waterLabels } from "./layers/base";
import { cells } from "./layers/cells";
import { alertMarks } from "./layers/alerts";
import { clusterCounts, clusterHulls } from "./layers/clusters";
import { complaints, heat } from "./layers/complaints";
import { drawing } from "./layers/drawing";
import { hotspotFill, hotspotOutline } from "./layers/hotspots";
import { editedGrids, gatheredBuildings, planSelection, planSketch } from "./layers/plan";
import { proposedGrids, proposedLabels } from "./layers/proposed";
import { selectionOutline } from "./layers/selection";
import { cylinderRisks, cylinders, emergingFill, emergingNumbers, emergingOutline } from "./layers/surveillance";
import type { ColorClass } from "./choropleth";
import { INK, type Ink } from "./palette";
import { sources } from "./sources";

/** Zooms at which areas of a level become legible. */
export interface LevelZooms {
  /** Boundaries begin to show. */
  line: number;
  /** Names fit inside. */
  label: number;
  /** Where the pointer means areas of the level. */
  hit: [from: number, to: number];
  /** Names of this level would be lost in areas larger than the screen. */
  labelEnd: number;
}

/** All that the picture depends on. */
export interface Scene {
  origin: string;
  /** Version of the store: tiles of one version never change. */
  version: number;
  theme: Theme;
  /** The map under the city. */
  ground: Ground | null;
  bounds: Bounds;
  levels: readonly AreaLevel[];
  zooms: Record<AreaLevel, LevelZooms>;
  visible: ReadonlySet<LayerId>;
  opacity: Record<LayerId, number>;
  /** Areas `without` a value are hatched. */
  fill: { level: AreaLevel; classes: readonly ColorClass[]; without: readonly string[] };
  cells: { measure: CellMeasure; classes: readonly ColorClass[] };
  filter: Params;
  heat: Params;
  hotspots: { level: AreaLevel; classes: readonly ColorClass[] };
  /** How areas became hot or cold, with a numbered point in each. */
  emerging: { level: AreaLevel; shapes: FeatureCollection | null };
  /** Cylinders of the scan: their bases, and a point with the risk of each. */
  scan: FeatureCollection | null;
  /** Clusters of complaints: their hulls, and a point with the count of each. */
  clusters: FeatureCollection | null;
  /** Alerts of repeats, as points with their counts. */
  alerts: FeatureCollection | null;
  /** What is being measured. */
  drawn: FeatureCollection | null;
  selected: { area: { level: AreaLevel; code: string } | null; building: string | null };
  /** Where the grids of a proposal are, as GeoJSON. */
  proposed: string | null;
  /** The plan that is open, whose grids are drawn in place of those in force. */
  plan: { id: number; revision: number; selected: readonly string[] } | null;
}

export interface Painter extends Scene {
  ink: Ink;
}

/** The whole map as one value: MapLibre works out what differs from the last one. */
export const buildStyle = (scene: Scene): StyleSpecification => {
  const painter: Painter = { ...scene, ink: INK[scene.theme] };
  return {
    version: 8,
    sources: sources(scene),
    layers: [
      ...ground(painter),
      ...basemap(painter),
      ...water(painter),
      ...areaFill(painter),
      ...editedGrids(painter),
      ...hotspotFill(painter),
      ...emergingFill(painter),
      ...cells(painter),
      ...heat(painter),
      ...roads(painter),
      ...buildings(painter),
      ...gatheredBuildings(painter),
      ...areaHit(painter),
      ...boundaries(painter),
      ...hotspotOutline(painter),
      ...emergingOutline(painter),
      ...cylinders(painter),
      ...clusterHulls(painter),
      ...proposedGrids(painter),
      ...selectionOutline(painter),
      ...planSelection(painter),
      ...basemapLabels(painter),
      ...roadLabels(painter),
      ...waterLabels(painter),
      ...complaints(painter),
      ...areaLabels(painter),
      ...emergingNumbers(painter),
      ...clusterCounts(painter),
      ...cylinderRisks(painter),
      ...alertMarks(painter),
      ...proposedLabels(painter),
      ...planSketch(painter),
      ...drawing(painter),
    ],
  };
};
