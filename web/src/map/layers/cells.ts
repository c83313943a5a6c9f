import type { LayerSpecification } from "maplibre-gl";
import type { CellMeasure } from "../../state/layers";
import type { Painter } from "../style";
import { colorStep } from "./areas";
import { visibility } from "./visibility";

export const CELL_LAYER = "h3";

const PROPERTY: Record<CellMeasure, string> = { count: "count", density: "per_km2" };

/** Hexagons over the ground, thin lines between them that vanish where they would be all there is. */
export const cells = ({ ink, visible, opacity, cells: { measure, classes } }: Painter): LayerSpecification[] => {
  const layout = { visibility: visibility(visible.has("h3")) };
  const common = { source: "h3", "source-layer": "h3", layout };
  return [
    {
      ...common,
      id: CELL_LAYER,
      type: "fill",
      paint: {
        "fill-color": colorStep(["get", PROPERTY[measure]], classes),
        "fill-opacity": opacity.h3,
        "fill-antialias": false,
      },
    },
    {
      ...common,
      id: `${CELL_LAYER}-line`,
      type: "line",
      paint: { "line-color": ink.land, "line-width": 0.6, "line-opacity": 0.7 * opacity.h3 },
    },
  ];
};
