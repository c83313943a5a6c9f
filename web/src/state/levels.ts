import type { City, Level, PlacedCity } from "../api/types";

/** The levels that have polygons on the map, outermost first. */
export const AREA_LEVELS = ["districts", "streets", "communities", "grids"] as const;
export type AreaLevel = (typeof AREA_LEVELS)[number];

export const isAreaLevel = (text: string): text is AreaLevel => (AREA_LEVELS as readonly string[]).includes(text);

/** The area levels that this city has, outermost first. */
export const levelsOf = (city: City): AreaLevel[] => AREA_LEVELS.filter((level) => city.counts[level] > 0);

/** The level inside `level` in this city; null below grids. */
export const levelBelow = (city: City, level: Level): AreaLevel | null => {
  const levels = levelsOf(city);
  return level === "city" ? (levels[0] ?? null) : (levels[levels.indexOf(level) + 1] ?? null);
};

// A city fills about this share of its bounding box.
const FILL = 0.65;
const METRES_PER_DEGREE = 111_195;
const EARTH_CIRCUMFERENCE_M = 40_075_017;
const TILE_PX = 512;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Side length in metres of a typical area of the level, were it a square. */
const typicalSide = (city: PlacedCity, level: AreaLevel): number => {
  const [west, south, east, north] = city.bounds;
  const width = (east - west) * METRES_PER_DEGREE * Math.cos(radians(city.center[1]));
  const height = (north - south) * METRES_PER_DEGREE;
  return Math.sqrt((width * height * FILL) / Math.max(1, city.counts[level]));
};

/** The zoom at which a typical area of the level is `px` pixels across. */
export const zoomWhereAcross = (city: PlacedCity, level: AreaLevel, px: number): number => {
  const worldPx = (px / typicalSide(city, level)) * EARTH_CIRCUMFERENCE_M * Math.cos(radians(city.center[1]));
  return Math.log2(worldPx / TILE_PX);
};

const CLICKABLE_PX = 26;

/** From which zoom on each level is meant by a click, outermost first: until the next one is, whose areas are then large enough. */
export const clickZooms = (city: PlacedCity): { level: AreaLevel; from: number }[] =>
  levelsOf(city).map((level, i) => ({ level, from: i === 0 ? 0 : zoomWhereAcross(city, level, CLICKABLE_PX) }));

/** The innermost level whose areas are large enough at `zoom` to be meant by a click. */
export const levelAt = (city: PlacedCity, zoom: number): AreaLevel =>
  clickZooms(city).findLast(({ from }) => zoom >= from)?.level ?? "grids";
