import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import type { Painter } from "../style";
import { FONT_BOLD } from "./text";
import { visibility } from "./visibility";

const IS_POINT: ExpressionSpecification = ["==", ["geometry-type"], "Point"];

/** The hulls of clusters; a place alone is a dot as thick as the line. */
export const clusterHulls = ({ clusters, ink, opacity, visible }: Painter): LayerSpecification[] => {
  if (!clusters) return [];
  const layout = { visibility: visibility(visible.has("clusters")) };
  return [
    {
      id: "clusters",
      type: "fill",
      source: "clusters",
      filter: ["==", ["geometry-type"], "Polygon"],
      layout,
      paint: { "fill-color": ink.complaint, "fill-opacity": 0.22 * opacity.clusters },
    },
    {
      id: "clusters-line",
      type: "line",
      source: "clusters",
      filter: ["!", IS_POINT],
      layout: { ...layout, "line-cap": "round", "line-join": "round" },
      paint: { "line-color": ink.complaint, "line-width": 2, "line-opacity": opacity.clusters },
    },
  ];
};

/** How many complaints each has, the largest first where two are in each other's way. */
export const clusterCounts = ({ clusters, ink, opacity, visible }: Painter): LayerSpecification[] =>
  clusters
    ? [
        {
          id: "clusters-count",
          type: "symbol",
          source: "clusters",
          filter: IS_POINT,
          layout: {
            visibility: visibility(visible.has("clusters")),
            "text-field": ["to-string", ["get", "count"]],
            "text-font": FONT_BOLD,
            "text-size": 12.5,
            "symbol-sort-key": ["-", 0, ["get", "count"]],
          },
          paint: { "text-color": ink.complaint, "text-halo-color": ink.halo, "text-halo-width": 1.8, "text-opacity": opacity.clusters },
        },
      ]
    : [];
