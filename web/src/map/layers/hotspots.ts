import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import type { AreaLevel } from "../../state/levels";
import type { Painter } from "../style";
import { colorStep } from "./areas";
import { visibility } from "./visibility";

const Z: ExpressionSpecification = ["feature-state", "z"];
const IS_SIGNIFICANT: ExpressionSpecification = ["boolean", ["feature-state", "significant"], false];

/** What may well be chance is drawn this much weaker. */
const WEAK = 0.45;

/** Areas by standard score: strong where it is significant. */
export const hotspotFill = (painter: Painter): LayerSpecification[] =>
  painter.levels.map((level) => ({
    id: `hotspots-${level}`,
    type: "fill",
    source: level,
    "source-layer": level,
    layout: { visibility: shown(painter, level) },
    paint: {
      "fill-color": ["case", ["==", Z, null], "rgba(0,0,0,0)", colorStep(Z, painter.hotspots.classes)],
      "fill-opacity": ["case", IS_SIGNIFICANT, painter.opacity.hotspots, painter.opacity.hotspots * WEAK],
      "fill-antialias": false,
    },
  }));

/** The outline of what is significant, so that colour does not say it alone: whole around hot, dashed around cold. */
export const hotspotOutline = (painter: Painter): LayerSpecification[] =>
  painter.levels.flatMap((level) => [
    outline(painter, level, "hot", [">", ["coalesce", Z, 0], 0]),
    outline(painter, level, "cold", ["<", ["coalesce", Z, 0], 0]),
  ]);

const outline = (painter: Painter, level: AreaLevel, side: "hot" | "cold", is: ExpressionSpecification): LayerSpecification => ({
  id: `hotspots-${level}-${side}`,
  type: "line",
  source: level,
  "source-layer": level,
  layout: { visibility: shown(painter, level), "line-join": "round" },
  paint: {
    "line-color": painter.ink.label,
    "line-width": ["interpolate", ["linear"], ["zoom"], 9, 0.8, 15, 2.6],
    "line-opacity": ["case", ["all", IS_SIGNIFICANT, is], painter.opacity.hotspots, 0],
    ...(side === "cold" && { "line-dasharray": [2, 1.6] }),
  },
});

const shown = ({ visible, hotspots }: Painter, level: AreaLevel): "visible" | "none" =>
  visibility(visible.has("hotspots") && hotspots.level === level);
