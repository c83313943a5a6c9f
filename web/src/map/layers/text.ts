import type { ExpressionSpecification } from "maplibre-gl";

const FAMILIES = ["Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "sans-serif"];

// Without a `glyphs` URL MapLibre draws glyphs from local fonts: `text-font` is a list of CSS families, and the weight is
// read from the name of the first.
export const FONT: string[] = FAMILIES;
export const FONT_MEDIUM: string[] = ["Noto Sans SC Medium", ...FAMILIES];
export const FONT_BOLD: string[] = ["Noto Sans SC Bold", ...FAMILIES];

/** The name of a grid in a plan, with the households that it has. */
export const withHouseholds = (name: ExpressionSpecification): ExpressionSpecification => [
  "case",
  ["has", "households"],
  ["format", name, {}, "\n", {}, ["number-format", ["get", "households"], { "max-fraction-digits": 0 }], { "text-font": ["literal", FONT_BOLD] }],
  name,
];
