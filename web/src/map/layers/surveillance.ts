import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import type { AreaLevel } from "../../state/levels";
import { CHANGE } from "../palette";
import type { Painter } from "../style";
import { sideOutline } from "./hotspots";
import { FONT_BOLD } from "./text";
import { visibility } from "./visibility";

const PATTERN: ExpressionSpecification = ["feature-state", "pattern"];
const HAS_PATTERN: ExpressionSpecification = ["!=", PATTERN, null];
const IS_WARM: ExpressionSpecification = ["boolean", ["feature-state", "warm"], false];

/** Areas by how they became hot or cold; the outline says which of both, and a number how. */
export const emergingFill = (painter: Painter): LayerSpecification[] =>
  painter.levels.map((level) => ({
    id: `emerging-${level}`,
    type: "fill",
    source: level,
    "source-layer": level,
    layout: { visibility: visibility(isShown(painter, level)) },
    paint: { "fill-color": patternColor(CHANGE[painter.theme]), "fill-opacity": painter.opacity.emerging, "fill-antialias": false },
  }));

const isShown = ({ visible, emerging }: Painter, level: AreaLevel): boolean => visible.has("emerging") && emerging.level === level;

const patternColor = (classes: readonly string[]): ExpressionSpecification =>
  ["match", ["coalesce", PATTERN, -1], ...classes.flatMap((color, i) => [i, color]), "rgba(0,0,0,0)"] as unknown as ExpressionSpecification;

export const emergingOutline = (painter: Painter): LayerSpecification[] =>
  painter.levels.flatMap((level) => {
    const of = { layer: "emerging", level, opacity: painter.opacity.emerging, isShown: isShown(painter, level) } as const;
    return [
      sideOutline(painter, of, "hot", ["all", HAS_PATTERN, IS_WARM]),
      sideOutline(painter, of, "cold", ["all", HAS_PATTERN, ["!", IS_WARM]]),
    ];
  });

export const emergingNumbers = ({ emerging, ink, opacity, visible }: Painter): LayerSpecification[] =>
  emerging.shapes
    ? [
        {
          id: "emerging-numbers",
          type: "symbol",
          source: "emerging",
          layout: { visibility: visibility(visible.has("emerging")), "text-field": ["to-string", ["get", "number"]], "text-font": FONT_BOLD, "text-size": 13 },
          paint: { "text-color": ink.label, "text-halo-color": ink.halo, "text-halo-width": 1.6, "text-opacity": opacity.emerging },
        },
      ]
    : [];

const IS_SIGNIFICANT: ExpressionSpecification = ["get", "significant"];
const IS_CHOSEN: ExpressionSpecification = ["get", "chosen"];
const IS_POINT: ExpressionSpecification = ["==", ["geometry-type"], "Point"];

/** Bases of cylinders: filled and whole where significant, dashed and empty where it may be chance; the chosen one stands out among either. */
export const cylinders = ({ scan, ink, opacity, visible }: Painter): LayerSpecification[] => {
  if (!scan) return [];
  const layout = { visibility: visibility(visible.has("scan")) };
  const line = { "line-color": ink.selection, "line-opacity": opacity.scan };
  return [
    { id: "scan", type: "fill", source: "scan", filter: ["all", ["!", IS_POINT], ["any", IS_SIGNIFICANT, IS_CHOSEN]], layout, paint: { "fill-color": ink.selection, "fill-opacity": ["*", opacity.scan, ["case", IS_CHOSEN, 0.3, 0.16]] } },
    { id: "scan-significant", type: "line", source: "scan", filter: ["all", ["!", IS_POINT], IS_SIGNIFICANT], layout, paint: { ...line, "line-width": ["case", IS_CHOSEN, 5, 2.4] } },
    { id: "scan-chance", type: "line", source: "scan", filter: ["all", ["!", IS_POINT], ["!", IS_SIGNIFICANT]], layout, paint: { ...line, "line-width": ["case", IS_CHOSEN, 4, 1.2], "line-dasharray": [3, 2.4] } },
  ];
};

/** How many times what is expected. */
export const cylinderRisks = ({ scan, ink, opacity, visible }: Painter): LayerSpecification[] =>
  scan
    ? [
        {
          id: "scan-risk",
          type: "symbol",
          source: "scan",
          filter: ["all", IS_POINT, ["has", "risk"], ["!=", ["get", "risk"], null]],
          layout: {
            visibility: visibility(visible.has("scan")),
            "text-field": ["concat", "×", ["number-format", ["get", "risk"], { "max-fraction-digits": 1 }]],
            "text-font": FONT_BOLD,
            "text-size": ["case", IS_CHOSEN, 18, IS_SIGNIFICANT, 14, 11],
          },
          paint: { "text-color": ink.selection, "text-halo-color": ink.selectionHalo, "text-halo-width": 1.8, "text-opacity": opacity.scan },
        },
      ]
    : [];
