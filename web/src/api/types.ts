/** The server's vocabulary under the names that the page uses, drawn from the generated contract. */
import type { FeatureCollection, MultiPolygon, Polygon } from "geojson";
import type { components } from "./schema.gen";

type Schemas = components["schemas"];

/** West, south, east, north in degrees. */
export type Bounds = [number, number, number, number];
/** Longitude and latitude in degrees. */
export type Position = [number, number];

// The server sends null where it knows nothing, and never leaves a field out.
type Sent<Name extends keyof Schemas> = Required<Schemas[Name]>;
// JSON Schema has no tuples that the generator would keep.
type Placed<T> = Omit<T, "bounds" | "point" | "center"> &
  (T extends { bounds: unknown } ? { bounds: Bounds | null } : unknown) &
  (T extends { point: unknown } ? { point: Position | null } : unknown) &
  (T extends { center: unknown } ? { center: Position | null } : unknown);

export type Level = "city" | "districts" | "streets" | "communities" | "grids";
export type LevelRef = Schemas["Ref"] & { level: Level };

export type City = Placed<Sent<"City">>;
/** A city that has a place: what the page shows. */
export type PlacedCity = City & { bounds: Bounds; center: Position };

export type SentBasemap = Sent<"Basemap">;

export type Category = Sent<"Category">;
export type AreaSummary = Placed<Sent<"AreaSummary">>;
export type Staff = Schemas["Person"];
export type SeriesItem = Sent<"SeriesItem">;
export type SearchKind = Schemas["FoundKind"];
export type SearchHit = Placed<Sent<"SearchHit">>;
export type Building = Placed<Sent<"Building">>;
export type Complaint = Sent<"Complaint">;
/** A unit with its Gi*. */
export type Hotspot = Sent<"HotspotItem"> & { observed: number; expected: number };
export type Cluster = Omit<Sent<"ClusterItem">, "point" | "hull"> & { point: Position; hull: Position[] };
export type Repeat = Omit<Sent<"RepeatItem">, "point"> & { point: Position | null };
export type Emerging = Omit<Sent<"EmergingItem">, "point" | "pattern" | "spot" | "counts" | "z"> & { point: Position; pattern: Pattern | null; spot: "hot" | "cold" | null };
/** Of the words for ArcGIS Pro 3, in the order in which they concern whoever reads them. */
export const PATTERNS = ["new", "consecutive", "intensifying", "persistent", "diminishing", "sporadic", "oscillating", "historical"] as const;
export type Pattern = (typeof PATTERNS)[number];
export type Cylinder = Omit<Sent<"CylinderItem">, "point"> & { point: Position };
export type HeatValue = Sent<"HeatValue">;
export type HeatScale = Sent<"Scale">;

/** A fact sheet as it is sent: levels in the singular, parents from the nearest out. */
export type SentFactSheet = Placed<Sent<"FactSheet">>;
export type FactSheet = Omit<SentFactSheet, "parents" | "children" | "subcategories"> & {
  parents: LevelRef[];
  children: { level: Level; count: number } | null;
  subcategories: Sent<"ComparedSubcategory">[];
};

export type Plan = Sent<"Plan">;
export type PlanState = Schemas["PlanState"];
export type PlanTotals = Sent<"PlanTotals">;
export type PlanDetail = Plan & { totals: PlanTotals; can_undo: boolean; can_redo: boolean };
export type PlanGrid = Sent<"PlanGrid">;
export type RangeClass = Schemas["RangeClass"];
export interface PlanArc { left: string | null; right: string | null; points: Position[] }
export type Movement = Sent<"Movement">;
export type Fate = Schemas["Fate"];
export interface GridChange { fate: Fate; before: PlanGrid | null; after: PlanGrid | null; others: string[] }
export type Comparison = Omit<Sent<"Comparison">, "grids" | "moves" | "fates"> & {
  fates: Partial<Record<Fate, number>>;
  grids: GridChange[];
  moves: (Movement & { from: string | null; to: string | null })[];
};

/** A rule that is broken: where, how much, and by which grids. */
export interface Finding {
  rule: string;
  severity: "violation" | "warning";
  lon: number | null;
  lat: number | null;
  size: { value: number; unit: "m2" | "m" | "places" | "households" | "of the building" } | null;
  areas: string[];
}
export interface Findings { revision: number; violations: number; warnings: number; items: Finding[] }

/** A grid before and after an edit; null where there is none. */
export interface TouchedGrid { code: string; before: PlanGrid | null; after: PlanGrid | null }
export interface EditAnswer {
  revision: number;
  edit: number | null;
  can_undo: boolean;
  can_redo: boolean;
  touched: TouchedGrid[];
  findings: Finding[];
  geojson: FeatureCollection<Polygon | MultiPolygon, PlanGrid>;
  bbox: Bounds | null;
}
export type LogEntry = Omit<Sent<"LogEntry">, "operations"> & { operations: Operation[] };

/** What is done to a plan; grids go by code. */
export type Operation =
  | { op: "move_vertices"; moves: { from: Position; to: Position }[] }
  | { op: "insert_vertex"; edge: [Position, Position]; at: Position }
  | { op: "remove_vertices"; vertices: Position[] }
  | { op: "reshape" | "split"; grid: string; line: Position[] }
  | { op: "merge"; grids: string[]; into: string }
  | { op: "assign"; buildings?: string[]; compounds?: string[]; to: string }
  | { op: "create"; shape: Polygon; code: string; name?: string }
  | { op: "clip"; grid: string }
  | { op: "snap"; grid: string; tolerance_m: number }
  | { op: "set"; grid: string; code?: string; name?: string }
  | { op: "lock"; grids: string[]; locked: boolean };

export type Proposal = Sent<"Proposal">;
export type ProposalReport = Omit<Sent<"ProposalReport">, "before" | "by_community"> & {
  before: GridFigures;
  by_community: ProposalCommunity[];
};
export type GridFigures = Sent<"GridFigures">;
export type ProposalCommunity = Omit<Sent<"ProposalCommunity">, "before" | "after"> & { before: GridFigures; after: GridFigures };
export type ProposalDetail = Proposal & { report: ProposalReport | null };
/** What is asked of a proposal. */
export type ProposalRequest = Schemas["NewProposal"];
