import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import type { Painter } from "../style";
import { FONT_MEDIUM } from "./text";

const FEASIBLE: ExpressionSpecification = ["boolean", ["get", "feasible"], true];
const LABELS_FROM_ZOOM = 13.5;
const width = (far: number, near: number): ExpressionSpecification => ["interpolate", ["linear"], ["zoom"], 10, far, 14, near];

/** The grids of a proposal over those in force; what can be in no range is tinted. */
export const proposedGrids = ({ proposed, ink }: Painter): LayerSpecification[] =>
  proposed === null
    ? []
    : [
        {
          id: "proposed",
          type: "fill",
          source: "proposed",
          paint: { "fill-color": ["case", FEASIBLE, ink.selection, ink.complaint], "fill-opacity": ["case", FEASIBLE, 0.05, 0.3] },
        },
        {
          id: "proposed-halo",
          type: "line",
          source: "proposed",
          layout: { "line-join": "round" },
          paint: { "line-color": ink.selectionHalo, "line-width": width(1.6, 4.2), "line-opacity": 0.7 },
        },
        {
          id: "proposed-line",
          type: "line",
          source: "proposed",
          layout: { "line-join": "round" },
          paint: { "line-color": ink.selection, "line-width": width(0.8, 2.2) },
        },
      ];

/** How many households each would have. */
export const proposedLabels = ({ proposed, ink }: Painter): LayerSpecification[] =>
  proposed === null
    ? []
    : [
        {
          id: "proposed-households",
          type: "symbol",
          source: "proposed",
          minzoom: LABELS_FROM_ZOOM,
          layout: { "text-field": ["to-string", ["round", ["get", "households"]]], "text-font": FONT_MEDIUM, "text-size": 12 },
          paint: { "text-color": ink.selection, "text-halo-color": ink.halo, "text-halo-width": 2 },
        },
      ];
