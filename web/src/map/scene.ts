import { computed, type ComputedRef } from "vue";
import { filterParams } from "../api/query";
import type { AreaSummary, PlacedCity } from "../api/types";
import { useAreas } from "../state/areas";
import { useBasemap } from "../state/basemap";
import { useCells } from "../state/cells";
import { useCity } from "../state/city";
import { useCompare } from "../state/compare";
import { useFilter } from "../state/filter";
import { useHeatScale } from "../state/heatScale";
import { useHotspots } from "../state/hotspots";
import { isComparison, LAYER_IDS, type LayerId, type Measure } from "../state/layers";
import { AREA_LEVELS, type AreaLevel, clickZooms, zoomWhereAcross } from "../state/levels";
import { useMeasuring } from "../state/measuring";
import { useOpenPlan } from "../state/plan/openPlan";
import { useProposed } from "../state/plan/proposed";
import { useTool } from "../state/plan/tool";
import { useSurveillance } from "../state/surveillance";
import { useView } from "../state/view";
import type { AreaValues } from "./apply";
import { changeClasses, type ColorClass, differenceClasses, measureOf, measureOfPlan, rangeClasses, sequentialClasses } from "./choropleth";
import { zClasses } from "./hotspots";
import type { LevelZooms, Scene } from "./style";

/** Which of two windows a map shows: the chosen one, or the one that it is compared with. */
export type Side = "now" | "base";

const LINE_PX: Record<AreaLevel, number> = { districts: 8, streets: 14, communities: 16, grids: 13 };
const LABEL_PX: Record<AreaLevel, number> = { districts: 60, streets: 70, communities: 84, grids: 92 };
const TOO_LARGE_PX = 1600;

/** The scene that the stores describe. */
export const useScene = (side: Side): ComputedRef<Scene> => {
  const view = useView();
  const city = useCity();
  const areas = useAreas();
  const filter = useFilter();
  const compare = useCompare();
  const cells = useCells();
  const heat = useHeatScale();
  const hotspots = useHotspots();
  const surveillance = useSurveillance();
  const basemap = useBasemap();
  const measuring = useMeasuring();
  const open = useOpenPlan();
  const tools = useTool();
  const proposed = useProposed();
  const classes = useFillClasses();
  const values = useFillValues(side);
  const plan = computed(() => {
    const { detail } = open;
    return detail && { id: detail.id, revision: open.tileRevision, selected: tools.selected };
  });

  return computed(() => ({
    origin: location.origin,
    version: city.loaded.version,
    theme: view.currentTheme,
    ground: basemap.basemap?.ground ?? null,
    bounds: city.loaded.bounds,
    levels: areas.levels,
    zooms: levelZooms(city.loaded),
    visible: new Set(view.visibleLayers),
    opacity: Object.fromEntries(LAYER_IDS.map((id) => [id, view.opacityOf(id)])) as Record<LayerId, number>,
    fill: { level: areas.level, classes: classes.value, without: withoutValue(values.value) },
    cells: { measure: view.state.cells, classes: cells.classes },
    filter: filterParams(side === "now" || open.id !== null ? filter.filter : compare.filter),
    heat: side === "now" ? heat.tiles : heat.baseTiles,
    hotspots: { level: areas.level, classes: zClasses(view.currentTheme) },
    emerging: { level: areas.level, shapes: side === "now" ? surveillance.patternShapes : null },
    scan: side === "now" ? surveillance.cylinderShapes : null,
    clusters: side === "now" ? hotspots.clusterShapes : null,
    alerts: side === "now" ? hotspots.alertShapes : null,
    proposed: side === "now" ? proposed.address : null,
    drawn: measuring.drawn,
    selected: { area: view.state.area, building: view.state.building },
    plan: side === "now" ? plan.value : null,
  }));
};

const withoutValue = ({ values }: AreaValues): string[] =>
  [...values].flatMap(([code, value]) => (value === null ? [code] : []));

/** The areas of a side: a measure of both windows at once is the same on either. */
export const useSideAreas = (side: Side): ComputedRef<readonly AreaSummary[]> => {
  const view = useView();
  const areas = useAreas();
  const isOther = computed(() => side === "base" && view.state.plan === null && !isComparison(view.currentMeasure));
  return computed(() => (isOther.value ? areas.baseItems : areas.items));
};

/** What the areas of a side are coloured by. */
export const useFillValues = (side: Side): ComputedRef<AreaValues> => {
  const view = useView();
  const areas = useAreas();
  const open = useOpenPlan();
  const items = useSideAreas(side);
  const isPlan = computed(() => side === "now" && open.id !== null && areas.level === "grids");
  return computed(() => ({
    level: areas.level,
    values: isPlan.value
      ? new Map([...open.grids].map(([code, grid]) => [code, measureOfPlan(grid, view.currentMeasure)]))
      : new Map(items.value.map((area) => [area.code, measureOf(area, view.currentMeasure)])),
  }));
};

/** The classes that areas are coloured by, for the map and its legend alike, and for both windows where two are compared. */
export const useFillClasses = (): ComputedRef<ColorClass[]> => {
  const view = useView();
  const open = useOpenPlan();
  const areas = useAreas();
  const valuesOf = (items: readonly AreaSummary[], measure: Measure): number[] =>
    items.map((area) => measureOf(area, measure)).filter((value) => value !== null);

  return computed(() => {
    const { currentMeasure: measure, currentTheme: theme } = view;
    const both = isComparison(measure) ? areas.items : [...areas.items, ...areas.baseItems];
    if (measure === "range" && areas.level === "grids") return rangeClasses(open.target, theme);
    if (measure === "change") return changeClasses(theme);
    if (measure === "difference") return differenceClasses(valuesOf(areas.items, measure), theme);
    return sequentialClasses(valuesOf(both, measure), theme, view.state.breaks);
  });
};

const DEEPEST_ZOOM = 24;

const levelZooms = (city: PlacedCity): Record<AreaLevel, LevelZooms> => {
  const clicks = clickZooms(city);
  const hit = (level: AreaLevel): [number, number] => {
    const at = clicks.findIndex((click) => click.level === level);
    return [clicks[at]?.from ?? 0, clicks[at + 1]?.from ?? DEEPEST_ZOOM];
  };
  return Object.fromEntries(
    AREA_LEVELS.map((level) => [
      level,
      {
        line: zoomWhereAcross(city, level, LINE_PX[level]),
        label: zoomWhereAcross(city, level, LABEL_PX[level]),
        hit: hit(level),
        labelEnd: zoomWhereAcross(city, level, TOO_LARGE_PX),
      },
    ]),
  ) as Record<AreaLevel, LevelZooms>;
};
