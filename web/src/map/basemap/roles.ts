/** What the shapes of a source layer are, as far as a quiet ground tells them apart. */
export type Role = "land" | "water" | "road" | "building" | "boundary" | "place";

// The names of OpenMapTiles, Protomaps and Shortbread, and what others call the same things. The first that matches decides.
const NAMES: readonly [Role, RegExp][] = [
  ["place", /label|place|poi|housenumber|mountain_peak|aerodrome/],
  ["water", /water|ocean|river|lake|sea\b|dam|pier/],
  ["building", /building|house/],
  ["boundary", /bound|admin/],
  ["road", /road|street|transport|transit|highway|path|rail|bridge|ferr/],
  ["land", /land|park|natural|wood|forest|green|site|earth|globallandcover/],
];

/** The role of a source layer by its name; null where the name says nothing that is known. */
export const roleOf = (sourceLayer: string): Role | null =>
  NAMES.find(([, pattern]) => pattern.test(sourceLayer.toLowerCase()))?.[0] ?? null;
