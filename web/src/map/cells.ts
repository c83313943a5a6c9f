import type { CellMeasure } from "../state/layers";
import type { Theme } from "../state/url";
import { quantile } from "./breaks";
import type { ColorClass } from "./choropleth";
import { SEQUENTIAL } from "./palette";

// Of the sphere that H3 takes the Earth for.
const EARTH_KM2 = 510_065_621.724;

/** Mean area in km² of the 2 + 120 · 7ʳ cells that H3 has at a resolution. */
export const meanCellArea = (resolution: number): number => EARTH_KM2 / (2 + 120 * 7 ** resolution);

/** The resolution whose cells make the classes, so that the legend stays while the map is zoomed. */
export const CLASSED_RESOLUTION = 8;

// The last class is the densest twelfth: where to go.
const SHARES = [0.3, 0.55, 0.77, 0.92];
// What is worth telling apart where a cell holds hardly more than one complaint.
const FEW = [2, 3, 5, 10];

const rounded = (value: number): number => Number(value.toPrecision(2));

/**
 * Where classes of cells begin: at quantiles of the densities of all cells with complaints, so that the legend stays while
 * the map is panned, and a density has one colour at every resolution. Densities are complaints per km².
 */
export const cellBreaks = (measure: CellMeasure, densities: readonly number[], resolution: number): number[] => {
  const sorted = [...densities].sort((a, b) => a - b);
  const cuts = SHARES.map((share) => quantile(sorted, share));
  if (measure === "density") return distinct(cuts.map(rounded));
  const counts = cuts.map((perKm2) => Math.round(rounded(perKm2 * meanCellArea(resolution))));
  return (counts[1] ?? 0) < 2 ? FEW : distinct(counts).filter((count) => count > 1);
};

const distinct = (cuts: readonly number[]): number[] => [...new Set(cuts)].filter((cut) => cut > 0);

/** A cell without complaints is not drawn, so the lowest class begins above zero. */
export const cellClasses = (breaks: readonly number[], theme: Theme): ColorClass[] => {
  const colors = SEQUENTIAL[theme].classes;
  return [0, ...breaks].map((from, i) => ({ from, to: breaks[i] ?? null, color: colors[i] ?? "transparent" }));
};
