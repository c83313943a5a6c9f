import type { EChartsCoreOption } from "echarts/core";

export interface TrendColors {
  now: string;
  before: string;
  ink: string;
  line: string;
  surface: string;
  text: string;
}

export interface TrendNames {
  now: string;
  before: string;
  unit: string;
}

export interface Point {
  date: string;
  count: number;
  before: number;
}

const MOST_POINTS = 120;
const WEEK = 7;

/** Days, or sums of seven from the last day back where there are more than can be told apart; an incomplete first week is left out. */
export const legible = (days: readonly Point[]): Point[] => {
  if (days.length <= MOST_POINTS) return [...days];
  const weeks = Math.floor(days.length / WEEK);
  const start = days.length - weeks * WEEK;
  return Array.from({ length: weeks }, (_, i) => sumOf(days.slice(start + i * WEEK, start + (i + 1) * WEEK)));
};

const sumOf = (days: readonly Point[]): Point => ({
  date: days[0]?.date ?? "",
  count: days.reduce((sum, day) => sum + day.count, 0),
  before: days.reduce((sum, day) => sum + day.before, 0),
});

/** A window over the window before, point by point. */
export const trendOption = (series: readonly Point[], colors: TrendColors, names: TrendNames): EChartsCoreOption => ({
  animation: false,
  grid: { left: 4, right: 8, top: 12, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
  textStyle: { fontFamily: "inherit" },
  xAxis: {
    type: "category",
    data: series.map((day) => day.date.slice(0, 10)),
    boundaryGap: false,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: colors.line } },
    axisLabel: { color: colors.ink, fontSize: 11, formatter: (date: string) => date.slice(5), hideOverlap: true },
  },
  yAxis: {
    type: "value",
    minInterval: 1,
    splitNumber: 3,
    splitLine: { lineStyle: { color: colors.line } },
    axisLabel: { color: colors.ink, fontSize: 11 },
  },
  tooltip: {
    trigger: "axis",
    // Drawn on the canvas: an HTML tooltip carries inline styles, which the content security policy forbids.
    renderMode: "richText",
    backgroundColor: colors.surface,
    borderColor: colors.line,
    textStyle: { color: colors.text, fontSize: 12 },
    valueFormatter: (value: unknown) => `${String(value)} ${names.unit}`,
  },
  series: [
    line(names.before, series.map((day) => day.before), colors.before, 1.2, 0),
    line(names.now, series.map((day) => day.count), colors.now, 2, 0.12),
  ],
});

const line = (name: string, data: number[], color: string, width: number, fill: number) => ({
  name,
  type: "line",
  data,
  symbol: "circle",
  symbolSize: 5,
  showSymbol: false,
  color,
  lineStyle: { width },
  areaStyle: { opacity: fill },
});
