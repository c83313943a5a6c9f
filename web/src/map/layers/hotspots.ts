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
    layout: { visibility: visibility(isShown(painter, level)) },
    paint: {
      "fill-color": ["case", ["==", Z, null], "rgba(0,0,0,0)", colorStep(Z, painter.hotspots.classes)],
      "fill-opacity": ["case", IS_SIGNIFICANT, painter.opacity.hotspots, painter.opacity.hotspots * WEAK],
      "fill-antialias": false,
    },
  }));

/** The outline of what is significant, so that colour does not say it alone: whole around hot, dashed around cold. */
export const hotspotOutline = (painter: Painter): LayerSpecification[] =>
  painter.levels.flatMap((level) => {
    const of = { layer: "hotspots", level, opacity: painter.opacity.hotspots, isShown: isShown(painter, level) } as const;
    return [
      sideOutline(painter, of, "hot", ["all", IS_SIGNIFICANT, [">", ["coalesce", Z, 0], 0]]),
      sideOutline(painter, of, "cold", ["all", IS_SIGNIFICANT, ["<", ["coalesce", Z, 0], 0]]),
    ];
  });

/** Whose areas of which level are outlined. */
interface Outlined {
  layer: string;
  level: AreaLevel;
  opacity: number;
  isShown: boolean;
}

export const sideOutline = ({ ink }: Painter, { layer, level, opacity, isShown }: Outlined, side: "hot" | "cold", is: ExpressionSpecification): LayerSpecification => ({
  id: `${layer}-${level}-${side}`,
  type: "line",
  source: level,
  "source-layer": level,
  layout: { visibility: visibility(isShown), "line-join": "round" },
  paint: {
    "line-color": ink.label,
    "line-width": ["interpolate", ["linear"], ["zoom"], 9, 0.8, 15, 2.6],
    "line-opacity": ["case", is, opacity, 0],
    ...(side === "cold" && { "line-dasharray": [2, 1.6] }),
  },
});

const isShown = ({ visible, hotspots }: Painter, level: AreaLevel): boolean => visible.has("hotspots") && hotspots.level === level;
