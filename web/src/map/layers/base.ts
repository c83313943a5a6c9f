import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import type { Painter } from "../style";
import { FONT, FONT_BOLD } from "./text";
import { visibility } from "./visibility";

export const ground = ({ ink }: Painter): LayerSpecification[] => [
  { id: "ground", type: "background", paint: { "background-color": ink.land } },
];

export const water = ({ ink, visible, opacity }: Painter): LayerSpecification[] => [
  {
    id: "water",
    type: "fill",
    source: "water",
    "source-layer": "water",
    filter: ["==", ["geometry-type"], "Polygon"],
    layout: { visibility: visibility(visible.has("water")) },
    paint: { "fill-color": ink.water, "fill-outline-color": ink.waterLine, "fill-opacity": opacity.water },
  },
  {
    id: "water-line",
    type: "line",
    source: "water",
    "source-layer": "water",
    filter: ["==", ["geometry-type"], "LineString"],
    layout: { visibility: visibility(visible.has("water")), "line-cap": "round" },
    paint: {
      "line-color": ink.water,
      "line-width": ["interpolate", ["exponential", 1.5], ["zoom"], 10, 1, 16, 8],
      "line-opacity": opacity.water,
    },
  },
];

const CLASS: ExpressionSpecification = ["to-string", ["get", "class"]];

const byClass = (motorway: number, primary: number, secondary: number, minor: number): ExpressionSpecification => [
  "match", CLASS, "motorway", motorway, "primary", primary, "secondary", secondary, minor,
];

const width = (extra: number): ExpressionSpecification => [
  "interpolate", ["exponential", 1.6], ["zoom"],
  9, byClass(0.8 + extra / 4, 0.5 + extra / 4, 0.2, 0),
  12, byClass(2 + extra, 1.5 + extra, 0.9 + extra / 2, 0.2),
  14, byClass(4 + extra, 3.2 + extra, 2.4 + extra, 1.1 + extra / 2),
  17, byClass(16 + extra, 14 + extra, 11 + extra, 7 + extra),
];

export const roads = ({ ink, visible, opacity }: Painter): LayerSpecification[] => {
  const layout = { visibility: visibility(visible.has("roads")), "line-cap": "round", "line-join": "round" } as const;
  const road = (id: string, color: ExpressionSpecification | string, extra: number): LayerSpecification => ({
    id,
    type: "line",
    source: "roads",
    "source-layer": "roads",
    filter: ["!=", CLASS, "rail"],
    layout,
    paint: { "line-color": color, "line-width": width(extra), "line-opacity": opacity.roads },
  });
  return [
    road("road-casing", ink.roadCasing, 1.6),
    road("road", ["match", CLASS, ["motorway", "primary"], ink.roadMajor, ink.roadMinor], 0),
    {
      id: "rail",
      type: "line",
      source: "roads",
      "source-layer": "roads",
      filter: ["==", CLASS, "rail"],
      layout,
      paint: {
        "line-color": ink.boundary,
        "line-opacity": 0.45 * opacity.roads,
        "line-width": ["interpolate", ["linear"], ["zoom"], 10, 0.6, 16, 2],
        "line-dasharray": [4, 3],
      },
    },
  ];
};

export const buildings = ({ ink, visible, opacity }: Painter): LayerSpecification[] => [
  {
    id: "buildings",
    type: "fill",
    source: "buildings",
    "source-layer": "buildings",
    minzoom: 13.5,
    layout: { visibility: visibility(visible.has("buildings")) },
    paint: {
      "fill-color": ink.building,
      "fill-outline-color": ink.buildingLine,
      "fill-opacity": ["interpolate", ["linear"], ["zoom"], 13.5, 0, 14.2, opacity.buildings],
    },
  },
];

export const roadLabels = ({ ink, visible }: Painter): LayerSpecification[] => [
  {
    id: "road-label",
    type: "symbol",
    source: "roads",
    "source-layer": "roads",
    minzoom: 12.5,
    layout: {
      visibility: visibility(visible.has("roads")),
      "symbol-placement": "line",
      "symbol-spacing": 420,
      "text-field": ["coalesce", ["get", "name"], ""],
      "text-font": FONT,
      "text-size": ["interpolate", ["linear"], ["zoom"], 12.5, 10, 16, 12.5],
      "text-letter-spacing": 0.08,
    },
    paint: { "text-color": ink.labelQuiet, "text-halo-color": ink.halo, "text-halo-width": 1.4 },
  },
];

export const waterLabels = ({ ink, visible }: Painter): LayerSpecification[] => [
  {
    id: "water-label",
    type: "symbol",
    source: "water",
    "source-layer": "water",
    filter: ["==", ["geometry-type"], "Polygon"],
    minzoom: 12,
    layout: {
      visibility: visibility(visible.has("water")),
      "text-field": ["coalesce", ["get", "name"], ""],
      "text-font": FONT_BOLD,
      "text-size": 12,
      "text-letter-spacing": 0.2,
      "text-padding": 40,
    },
    paint: { "text-color": ink.labelWater, "text-halo-color": ink.water, "text-halo-width": 1 },
  },
];
