/** What the map can show, in the order of the layers panel. */
export const LAYER_IDS = [
  "fill",
  "hotspots",
  "emerging",
  "scan",
  "clusters",
  "alerts",
  "heat",
  "h3",
  "complaints",
  "districts",
  "streets",
  "communities",
  "grids",
  "buildings",
  "roads",
  "water",
  "basemap",
] as const;
export type LayerId = (typeof LAYER_IDS)[number];

export const isLayerId = (text: string): text is LayerId => (LAYER_IDS as readonly string[]).includes(text);

export const FACES = ["command", "plan"] as const;
export type Face = (typeof FACES)[number];

/** What areas are coloured by. */
export const MEASURES = ["range", "count", "households", "density", "difference", "change"] as const;
export type Measure = (typeof MEASURES)[number];

/** Whether a measure compares the window with another one. */
export const isComparison = (measure: Measure): boolean => measure === "difference" || measure === "change";

/** How values are put into classes. */
export const BREAKS = ["quantile", "jenks", "equal"] as const;
export type Breaks = (typeof BREAKS)[number];

/** What H3 cells are coloured by. */
export const CELL_MEASURES = ["count", "density"] as const;
export type CellMeasure = (typeof CELL_MEASURES)[number];

/** What the heat is related to. */
export const HEAT_PER = ["km2", "household"] as const;
export type HeatPer = (typeof HEAT_PER)[number];

/** The window that another one is compared with: the one before it (环比), or the same days a year earlier (同比). */
export const BASES = ["before", "year"] as const;
export type Base = (typeof BASES)[number];

/** How two windows are shown at once. */
export const COMPARE_MODES = ["swipe", "side"] as const;
export type CompareMode = (typeof COMPARE_MODES)[number];

const BASE: LayerId[] = ["districts", "streets", "communities", "grids", "buildings", "roads", "water", "basemap"];

/** The layers that a face shows until the user chooses otherwise. */
export const FACE_LAYERS: Record<Face, readonly LayerId[]> = {
  command: ["heat", "complaints", ...BASE],
  plan: ["fill", ...BASE],
};

/** Those that colour the whole ground. */
export const GROUND_LAYERS: readonly LayerId[] = ["fill", "hotspots", "emerging", "heat", "h3"];

export const FACE_MEASURE: Record<Face, Measure> = { command: "count", plan: "range" };

export const DEFAULT_OPACITY: Record<LayerId, number> = {
  fill: 0.75,
  hotspots: 0.75,
  emerging: 0.75,
  scan: 1,
  clusters: 0.9,
  alerts: 1,
  heat: 0.8,
  h3: 0.75,
  complaints: 0.9,
  districts: 1,
  streets: 1,
  communities: 1,
  grids: 1,
  buildings: 1,
  roads: 1,
  water: 1,
  basemap: 0.7,
};

/** Bandwidths of the heat kernel that are offered, in metres. */
export const BANDWIDTHS_M = [150, 300, 600, 1200] as const;
export const DEFAULT_BANDWIDTH_M = 300;
