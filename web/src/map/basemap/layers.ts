import type { ExpressionSpecification, LayerSpecification, RasterLayerSpecification } from "maplibre-gl";
import { FONT, FONT_MEDIUM } from "../layers/text";
import { type Painter, visibility } from "../style";
import { type Role, roleOf } from "./roles";

export const BASEMAP = "basemap";
/** The source of the i-th picture of a raster ground. */
export const pictureSource = (i: number): string => `${BASEMAP}-${i}`;

/** The map under the city, drawn quietly: what is ours lies over it. */
export const basemap = (painter: Painter): LayerSpecification[] => {
  const { ground } = painter;
  if (!ground) return [];
  if (ground.kind === "raster") return ground.pictures.map((_, i) => picture(painter, i));
  return ORDER.flatMap((role) =>
    ground.sourceLayers.filter((name) => roleOf(name) === role).flatMap((name) => DRAW[role ?? "other"](painter, name)),
  );
};

/** Names of places and roads; they give way to every other name. */
export const basemapLabels = (painter: Painter): LayerSpecification[] =>
  painter.ground?.kind === "vector"
    ? painter.ground.sourceLayers.flatMap((name) => {
        const role = roleOf(name);
        if (role === "place") return [placeNames(painter, name)];
        return role === "road" ? [roadNames(painter, name)] : [];
      })
    : [];

// Pale by day; by night lightness is turned around and hues turned back, so that water stays blue.
const QUIET: Record<Painter["theme"], RasterLayerSpecification["paint"]> = {
  light: { "raster-saturation": -0.6, "raster-contrast": -0.1 },
  dark: { "raster-saturation": -0.7, "raster-brightness-min": 0.85, "raster-brightness-max": 0.05, "raster-hue-rotate": 180 },
};

const picture = ({ theme, visible, opacity }: Painter, i: number): LayerSpecification => ({
  id: pictureSource(i),
  type: "raster",
  source: pictureSource(i),
  layout: { visibility: visibility(visible.has(BASEMAP)) },
  paint: { ...QUIET[theme], "raster-opacity": opacity.basemap },
});

const ORDER: readonly (Role | null)[] = ["land", "water", null, "boundary", "road", "building"];

type Draw = (painter: Painter, sourceLayer: string) => LayerSpecification[];

const common = ({ visible }: Painter, sourceLayer: string, part: string) => ({
  id: `${BASEMAP}-${sourceLayer}-${part}`,
  source: BASEMAP,
  "source-layer": sourceLayer,
  layout: { visibility: visibility(visible.has(BASEMAP)) },
});

const fill = (painter: Painter, sourceLayer: string, color: ExpressionSpecification | string, minzoom = 0): LayerSpecification => ({
  ...common(painter, sourceLayer, "fill"),
  type: "fill",
  minzoom,
  filter: ["==", ["geometry-type"], "Polygon"],
  paint: { "fill-color": color, "fill-opacity": painter.opacity.basemap, "fill-antialias": false },
});

const line = (
  painter: Painter,
  sourceLayer: string,
  color: ExpressionSpecification | string,
  width: ExpressionSpecification,
  dashes?: number[],
): LayerSpecification => ({
  ...common(painter, sourceLayer, "line"),
  type: "line",
  filter: ["==", ["geometry-type"], "LineString"],
  paint: {
    "line-color": color,
    "line-width": width,
    "line-opacity": painter.opacity.basemap,
    ...(dashes && { "line-dasharray": dashes }),
  },
});

/** The class of a feature, by the name that OpenMapTiles, Protomaps or Shortbread gives the property. */
const CLASS: ExpressionSpecification = ["to-string", ["coalesce", ["get", "class"], ["get", "kind"], ["get", "type"], ""]];

const GREEN = ["wood", "forest", "grass", "grassland", "park", "meadow", "scrub", "garden", "cemetery", "golf_course", "nature_reserve", "national_park", "pitch", "recreation_ground", "village_green", "allotments"];
const MAJOR = ["motorway", "trunk", "primary", "highway", "major_road"];
const PATHS = ["path", "track", "footway", "cycleway", "steps", "pedestrian", "pier", "ferry"];
const RAILS = ["rail", "transit", "subway", "tram", "light_rail", "railway"];

const ROAD_WIDTH: ExpressionSpecification = [
  "interpolate", ["exponential", 1.6], ["zoom"],
  6, ["match", CLASS, MAJOR, 0.6, 0],
  11, ["match", CLASS, MAJOR, 1.4, [...PATHS, ...RAILS], 0, 0.3],
  14, ["match", CLASS, MAJOR, 3, PATHS, 0.4, RAILS, 0.8, 1.2],
  18, ["match", CLASS, MAJOR, 16, PATHS, 1.5, RAILS, 2, 8],
];
const WATER_WIDTH: ExpressionSpecification = ["interpolate", ["exponential", 1.5], ["zoom"], 8, 0.5, 16, 5];
const THIN: ExpressionSpecification = ["interpolate", ["linear"], ["zoom"], 6, 0.6, 14, 1.2];

const DRAW: Record<Role | "other", Draw> = {
  land: (painter, name) => [fill(painter, name, ["match", CLASS, GREEN, painter.ink.green, painter.ink.land])],
  water: (painter, name) => [
    fill(painter, name, painter.ink.water),
    line(painter, name, painter.ink.water, WATER_WIDTH),
  ],
  road: (painter, name) => [
    line(painter, name, ["match", CLASS, RAILS, painter.ink.buildingLine, roadColor(painter)], ROAD_WIDTH),
  ],
  building: (painter, name) => [fill(painter, name, painter.ink.building, 13.5)],
  boundary: (painter, name) => [line(painter, name, painter.ink.buildingLine, THIN, [4, 2])],
  place: () => [],
  other: (painter, name) => [line(painter, name, painter.ink.buildingLine, THIN)],
};

/** Darker than a pale ground, lighter than a dark one. */
const roadColor = ({ ink, theme }: Painter): string => (theme === "light" ? ink.roadCasing : ink.roadMajor);

const NAME: ExpressionSpecification = ["coalesce", ["get", "name:zh"], ["get", "name"], ""];

const placeNames = (painter: Painter, sourceLayer: string): LayerSpecification => {
  const { layout, ...rest } = common(painter, sourceLayer, "name");
  return {
    ...rest,
    type: "symbol",
    filter: ["==", ["geometry-type"], "Point"],
    layout: {
      ...layout,
      "text-field": NAME,
      "text-font": FONT_MEDIUM,
      "text-size": ["interpolate", ["linear"], ["zoom"], 4, 10, 14, 12],
      "text-max-width": 7,
      "text-padding": 12,
      "symbol-sort-key": ["to-number", ["coalesce", ["get", "rank"], ["get", "min_zoom"], 99]],
    },
    paint: { ...lettering(painter), "text-opacity": painter.opacity.basemap },
  };
};

const roadNames = (painter: Painter, sourceLayer: string): LayerSpecification => {
  const { layout, ...rest } = common(painter, sourceLayer, "name");
  return {
    ...rest,
    type: "symbol",
    minzoom: 13,
    filter: ["==", ["geometry-type"], "LineString"],
    layout: {
      ...layout,
      "symbol-placement": "line",
      "symbol-spacing": 420,
      "text-field": NAME,
      "text-font": FONT,
      "text-size": 10.5,
    },
    paint: { ...lettering(painter), "text-opacity": painter.opacity.basemap },
  };
};

const lettering = ({ ink }: Painter) => ({ "text-color": ink.labelQuiet, "text-halo-color": ink.halo, "text-halo-width": 1.2 });
