import type { GeoJSONSourceSpecification, RasterSourceSpecification, SourceSpecification, VectorSourceSpecification } from "maplibre-gl";
import { type Params, withQuery } from "../api/query";
import { BASEMAP, pictureSource } from "./basemap/layers";
import type { AreaLevel } from "../state/levels";
import type { Ground } from "./basemap/ground";
import { PLAN_SOURCES, paintedOn } from "./plan/painted";
import type { Scene } from "./style";

const MAX_TILE_ZOOM = 16;
const BUILDINGS_FROM_ZOOM = 13;
const HEAT_TILE_PX = 512;

/** One source per tile layer; areas and buildings are known by their codes, so that state can be attached to them. */
export const sources = (scene: Scene): Record<string, SourceSpecification> => ({
  ...(scene.ground && groundSources(scene.ground)),
  ...Object.fromEntries(scene.levels.map((level) => [level, areaSource(scene, level)])),
  water: vector(scene, "water"),
  roads: vector(scene, "roads"),
  buildings: vector(scene, "buildings", { promoteId: "id", minzoom: BUILDINGS_FROM_ZOOM }),
  complaints: vector(scene, "complaints", { tiles: [complaintTiles(scene)] }),
  h3: vector(scene, "h3", { tiles: [cellTiles(scene)] }),
  heat: heatSource(scene),
  ...(scene.plan && planSources()),
  ...(scene.emerging.shapes && { emerging: { type: "geojson", data: scene.emerging.shapes } satisfies GeoJSONSourceSpecification }),
  ...(scene.scan && { scan: { type: "geojson", data: scene.scan } satisfies GeoJSONSourceSpecification }),
  ...(scene.clusters && { clusters: { type: "geojson", data: scene.clusters } satisfies GeoJSONSourceSpecification }),
  ...(scene.alerts && { alerts: { type: "geojson", data: scene.alerts } satisfies GeoJSONSourceSpecification }),
  ...(scene.proposed && { proposed: { type: "geojson", data: scene.proposed, tolerance: 0.2 } satisfies GeoJSONSourceSpecification }),
  ...(scene.drawn && { drawn: { type: "geojson", data: scene.drawn } satisfies GeoJSONSourceSpecification }),
});

const areaSource = (scene: Scene, level: AreaLevel): VectorSourceSpecification => {
  const of: Params = scene.plan && level === "grids" ? [["plan", String(scene.plan.id)], ["revision", String(scene.plan.revision)]] : [];
  return vector(scene, level, { promoteId: "code", tiles: [tileUrl(scene, level, "mvt", of)] });
};

const planSources = (): Record<string, GeoJSONSourceSpecification> =>
  Object.fromEntries(
    PLAN_SOURCES.map((id) => [
      id,
      { type: "geojson", data: paintedOn(id), tolerance: 0, ...(id === "plan-grids" && { promoteId: "code" }) },
    ]),
  );

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
