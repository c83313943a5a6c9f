/** The server's vocabulary, under the names that the page uses. */
export type Level = "city" | "districts" | "streets" | "communities" | "grids";
export type Bounds = [number, number, number, number];
export type Position = [number, number];
export type RangeClass = "under" | "in" | "over";

export interface TimeWindow { from: string; to: string }
export interface Counted { name: string; count: number }
export interface CountedBefore extends Counted { before: number }
export interface Ref { code: string; name: string }
export interface LevelRef extends Ref { level: Level }

interface Totals { buildings: number; households: number; complaints: number }

/** A city that has a place: what the page shows. */
export type PlacedCity = City & { bounds: Bounds; center: Position };

export interface City {
  name: string;
  /** Null while nothing has been imported. */
  bounds: Bounds | null;
  center: Position | null;
  now: string | null;
  version: number;
  default_window: TimeWindow;
  first_complaint: string | null;
  last_complaint: string | null;
  households: number | null;
  residents: number | null;
  households_estimated: number;
  counts: Record<
    "districts" | "streets" | "communities" | "grids" | "compounds" | "buildings" | "complaints" | "located" | "unlocated" | "roads" | "water" | "staff",
    number
  >;
  assigned: Totals;
  unassigned: Totals;
  grid_layers: { id: string; name: string; is_default: boolean; grids: number }[];
  channels: Counted[];
  statuses: Counted[];
  household_range: { min: number; max: number };
}

export interface Category extends Counted { subcategories: Counted[] }

export interface AreaSummary {
  code: string;
  name: string;
  parent: string | null;
  area_m2: number;
  bounds: Bounds | null;
  point: Position | null;
  households: number | null;
  residents: number | null;
  buildings: number;
  complaints: number;
  complaints_before: number;
  range: RangeClass | null;
}

export interface Staff { name: string; role: string; phone: string | null }

export interface FactSheet extends AreaSummary {
  parents: LevelRef[];
  households_estimated: number;
  complaints_total: number;
  per_1000_households: number | null;
  change: number | null;
  series: { date: string; count: number; before: number }[];
  categories: CountedBefore[];
  subcategories: (CountedBefore & { category: string | null })[];
  channels: Counted[];
  staff: Staff[];
  children: { level: Level; count: number } | null;
  neighbours: string[];
}

export interface SeriesItem { from: string; count: number }

export type SearchKind = "grid" | "community" | "street" | "district" | "compound" | "building" | "road";

export interface SearchHit {
  kind: SearchKind;
  code: string;
  name: string;
  context: string | null;
  point: Position | null;
  bounds: Bounds | null;
}

export interface Building {
  id: string;
  name: string | null;
  address: string | null;
  households: number | null;
  residents: number | null;
  floors: number | null;
  units: number | null;
  usage: string | null;
  grid: Ref | null;
  community: Ref | null;
}

export interface Complaint {
  id: string;
  time: string;
  category: string | null;
  subcategory: string | null;
  channel: string | null;
  status: string | null;
  title: string | null;
  address: string | null;
  lon: number | null;
  lat: number | null;
  grid: string | null;
  quality: string | null;
}

export interface HeatScale {
  unit: string;
  window: TimeWindow;
  complaints: number;
  max: number;
  stops: { value: number; color: string }[];
  bandwidth_m: number;
  kernel: string;
  palette: string;
}
