import type { GeoJSONSourceSpecification, RasterSourceSpecification, SourceSpecification, VectorSourceSpecification } from "maplibre-gl";
import { type Params, withQuery } from "../api/query";
import { BASEMAP, pictureSource } from "./basemap/layers";
import type { Ground } from "./basemap/ground";
import type { Scene } from "./style";

const MAX_TILE_ZOOM = 16;
const BUILDINGS_FROM_ZOOM = 13;
const HEAT_TILE_PX = 512;

/** One source per tile layer; areas and buildings are known by their codes, so that state can be attached to them. */
export const sources = (scene: Scene): Record<string, SourceSpecification> => ({
  ...(scene.ground && groundSources(scene.ground)),
  ...Object.fromEntries(scene.levels.map((level) => [level, vector(scene, level, { promoteId: "code" })])),
  water: vector(scene, "water"),
  roads: vector(scene, "roads"),
  buildings: vector(scene, "buildings", { promoteId: "id", minzoom: BUILDINGS_FROM_ZOOM }),
  complaints: vector(scene, "complaints", { tiles: [complaintTiles(scene)] }),
  h3: vector(scene, "h3", { tiles: [cellTiles(scene)] }),
  heat: heatSource(scene),
  ...(scene.drawn && { drawn: { type: "geojson", data: scene.drawn } satisfies GeoJSONSourceSpecification }),
});

const groundSources = (ground: Ground): Record<string, SourceSpecification> => {
  const { minzoom, maxzoom, bounds } = ground;
  const extent = { minzoom, maxzoom, ...(bounds && { bounds }) };
  if (ground.kind === "vector") return { [BASEMAP]: { type: "vector", tiles: [ground.tiles], ...extent } };
  return Object.fromEntries(
    ground.pictures.map((tiles, i) => [
      pictureSource(i),
      { type: "raster", tiles: [...tiles], tileSize: ground.tilePx, ...extent } satisfies RasterSourceSpecification,
    ]),
  );
};

const cellTiles = (scene: Scene): string => tileUrl(scene, "h3", "mvt", scene.filter);

const complaintTiles = (scene: Scene): string => tileUrl(scene, "complaints", "mvt", scene.filter);

const heatTiles = (scene: Scene): string =>
  tileUrl(scene, "heat", "png", [...scene.heat, ["size", String(HEAT_TILE_PX)]]);

// The braces of the template must stay as they are, so only the query is encoded.
const tileUrl = (scene: Scene, layer: string, ending: string, params: Params): string =>
  withQuery(`${scene.origin}/tiles/${layer}/{z}/{x}/{y}.${ending}`, [...params, ["v", String(scene.version)]]);

const vector = (scene: Scene, layer: string, extra: Partial<VectorSourceSpecification> = {}): VectorSourceSpecification => ({
  type: "vector",
  tiles: [tileUrl(scene, layer, "mvt", [])],
  bounds: scene.bounds,
  minzoom: 0,
  maxzoom: MAX_TILE_ZOOM,
  ...extra,
});

const heatSource = (scene: Scene): RasterSourceSpecification => ({
  type: "raster",
  tiles: [heatTiles(scene)],
  tileSize: HEAT_TILE_PX,
  bounds: scene.bounds,
  minzoom: 0,
  maxzoom: MAX_TILE_ZOOM,
});
