import type { LayerSpecification } from "maplibre-gl";
import type { Painter } from "../style";

/** What is being measured: on top of everything, since it is what the hand is doing. */
export const drawing = ({ ink, drawn }: Painter): LayerSpecification[] => {
  if (!drawn) return [];
  return [
    {
      id: "drawn-area",
      type: "fill",
      source: "drawn",
      filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "fill-color": ink.selection, "fill-opacity": 0.14 },
    },
    {
      id: "drawn-halo",
      type: "line",
      source: "drawn",
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": ink.selectionHalo, "line-width": 5 },
    },
    {
      id: "drawn-line",
      type: "line",
      source: "drawn",
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": ink.selection, "line-width": 2.2 },
    },
    {
      id: "drawn-points",
      type: "circle",
      source: "drawn",
      filter: ["==", ["geometry-type"], "Point"],
      paint: {
        "circle-color": ink.selectionHalo,
        "circle-radius": 4.5,
        "circle-stroke-color": ink.selection,
        "circle-stroke-width": 2,
      },
    },
  ];
};
