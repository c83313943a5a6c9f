import type { DataDrivenPropertyValueSpecification, ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import { type Painter, visibility } from "../style";
import { RADIUS_MAX_PX, RADIUS_OF_ONE_PX } from "../circles";
import { FONT_MEDIUM } from "./text";

// Heat answers "where", points answer "which": one turns into the other between these zooms.
const POINTS_FROM_ZOOM = 13;
const POINTS_AT_ZOOM = 14.5;
const LABEL_FROM_COUNT = 5;

const COUNT: ExpressionSpecification = ["coalesce", ["get", "count"], 1];

export const heat = ({ visible, opacity }: Painter): LayerSpecification[] => [
  {
    id: "heat",
    type: "raster",
    source: "heat",
    layout: { visibility: visibility(visible.has("heat")) },
    paint: {
      "raster-opacity": [
        "interpolate", ["linear"], ["zoom"], POINTS_FROM_ZOOM, opacity.heat, POINTS_AT_ZOOM + 1, opacity.heat * 0.35,
      ],
      "raster-fade-duration": 150,
      "raster-resampling": "linear",
    },
  },
];

/** Circles as `complaintRadius` has them, the large ones below, so that no small one is hidden. */
export const complaints = ({ ink, visible, opacity }: Painter): LayerSpecification[] => {
  const alpha = fadeIn(visible.has("heat"), opacity.complaints);
  const shown = visibility(visible.has("complaints"));
  const from = visible.has("heat") ? POINTS_FROM_ZOOM : 0;
  return [
    {
      id: "complaints",
      type: "circle",
      source: "complaints",
      "source-layer": "complaints",
      minzoom: from,
      layout: { visibility: shown, "circle-sort-key": ["-", 0, COUNT] },
      paint: {
        "circle-color": ink.complaint,
        "circle-radius": ["min", RADIUS_MAX_PX, ["*", RADIUS_OF_ONE_PX, ["sqrt", COUNT]]],
        "circle-opacity": alpha,
        "circle-stroke-color": ink.complaintLine,
        "circle-stroke-width": 1,
        "circle-stroke-opacity": alpha,
      },
    },
    {
      id: "complaints-count",
      type: "symbol",
      source: "complaints",
      "source-layer": "complaints",
      minzoom: from,
      filter: [">=", COUNT, LABEL_FROM_COUNT],
      layout: {
        visibility: shown,
        "text-field": ["to-string", COUNT],
        "text-font": FONT_MEDIUM,
        "text-size": ["interpolate", ["linear"], COUNT, LABEL_FROM_COUNT, 9, 100, 11.5],
        "symbol-sort-key": ["-", 0, COUNT],
      },
      paint: { "text-color": ink.complaintLabel, "text-opacity": alpha },
    },
  ];
};

const fadeIn = (overHeat: boolean, alpha: number): DataDrivenPropertyValueSpecification<number> =>
  overHeat ? ["interpolate", ["linear"], ["zoom"], POINTS_FROM_ZOOM, 0, POINTS_AT_ZOOM, alpha] : alpha;
