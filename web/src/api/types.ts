/** The server's vocabulary under the names that the page uses, drawn from the generated contract. */
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
export type HeatValue = Sent<"HeatValue">;
export type HeatScale = Sent<"Scale">;

/** A fact sheet as it is sent: levels in the singular, parents from the nearest out. */
export type SentFactSheet = Placed<Sent<"FactSheet">>;
export type FactSheet = Omit<SentFactSheet, "parents" | "children" | "subcategories"> & {
  parents: LevelRef[];
  children: { level: Level; count: number } | null;
  subcategories: Sent<"ComparedSubcategory">[];
};
