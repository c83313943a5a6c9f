import type { LayerSpecification } from "maplibre-gl";
import type { Painter } from "../style";
import { FONT_BOLD } from "./text";
import { visibility } from "./visibility";

/** Alerts as marks with their counts, the largest on top, since there are few and each is meant to be seen. */
export const alertMarks = ({ alerts, ink, opacity, visible }: Painter): LayerSpecification[] => {
  if (!alerts) return [];
  const shown = visibility(visible.has("alerts"));
  return [
    {
      id: "alerts",
      type: "circle",
      source: "alerts",
      layout: { visibility: shown, "circle-sort-key": ["get", "count"] },
      paint: {
        "circle-color": ink.selection,
        "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "count"]], 1, 7, 6, 14],
        "circle-opacity": opacity.alerts,
        "circle-stroke-color": ink.selectionHalo,
        "circle-stroke-width": 2,
        "circle-stroke-opacity": opacity.alerts,
      },
    },
    {
      id: "alerts-count",
      type: "symbol",
      source: "alerts",
      layout: {
        visibility: shown,
        "text-field": ["to-string", ["get", "count"]],
        "text-font": FONT_BOLD,
        "text-size": 11,
        "text-allow-overlap": true,
        "symbol-sort-key": ["get", "count"],
      },
      paint: { "text-color": ink.selectionHalo, "text-opacity": opacity.alerts },
    },
  ];
};
