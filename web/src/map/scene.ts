import { computed, type ComputedRef } from "vue";
import { filterParams, type Params } from "../api/query";
import type { PlacedCity } from "../api/types";
import { useAreas } from "../state/areas";
import { useCity } from "../state/city";
import { useFilter } from "../state/filter";
import { LAYER_IDS, type LayerId } from "../state/layers";
import { AREA_LEVELS, type AreaLevel, zoomWhereAcross } from "../state/levels";
import { useView } from "../state/view";
import { type ColorClass, measureOf, rangeClasses, sequentialClasses } from "./choropleth";
import { HEAT_PALETTE } from "./palette";
import type { LevelZooms, Scene } from "./style";

const LINE_PX: Record<AreaLevel, number> = { districts: 8, streets: 14, communities: 16, grids: 13 };
const LABEL_PX: Record<AreaLevel, number> = { districts: 60, streets: 70, communities: 84, grids: 92 };
const TOO_LARGE_PX = 1600;

/** The scene that the stores describe. */
export const useScene = (): ComputedRef<Scene> => {
  const view = useView();
  const city = useCity();
  const areas = useAreas();
  const filter = useFilter();
  const classes = useFillClasses();
  const heat = useHeatParams();

  return computed(() => ({
    origin: location.origin,
    version: city.loaded.version,
    theme: view.currentTheme,
    bounds: city.loaded.bounds,
    levels: areas.levels,
    zooms: levelZooms(city.loaded),
    visible: new Set(view.visibleLayers),
    opacity: Object.fromEntries(LAYER_IDS.map((id) => [id, view.opacityOf(id)])) as Record<LayerId, number>,
    fill: { level: areas.level, classes: classes.value, byHouseholds: needsHouseholds(view.currentMeasure) },
    filter: filterParams(filter.filter),
    heat: heat.value,
    selected: { area: view.state.area, building: view.state.building },
  }));
};

const needsHouseholds = (measure: string): boolean => measure === "range" || measure === "households";

/** What the heat is asked for, the same for its tiles and for its legend. */
export const useHeatParams = (): ComputedRef<Params> => {
  const view = useView();
  const filter = useFilter();
  return computed(() => [
    ...filterParams(filter.filter),
    ["bandwidth", String(view.currentBandwidth)],
    ["palette", HEAT_PALETTE[view.currentTheme]],
  ]);
};

/** The classes that areas are coloured by, for the map and its legend alike. */
export const useFillClasses = (): ComputedRef<ColorClass[]> => {
  const view = useView();
  const city = useCity();
  const areas = useAreas();
  return computed(() => {
    if (view.currentMeasure === "range" && areas.level === "grids") {
      return rangeClasses(city.loaded.household_range, view.currentTheme);
    }
    const values = areas.items.map((area) => measureOf(area, view.currentMeasure));
    return sequentialClasses(values.filter((value) => value !== null), view.currentTheme);
  });
};

const levelZooms = (city: PlacedCity): Record<AreaLevel, LevelZooms> =>
  Object.fromEntries(
    AREA_LEVELS.map((level) => [
      level,
      {
        line: zoomWhereAcross(city, level, LINE_PX[level]),
        label: zoomWhereAcross(city, level, LABEL_PX[level]),
        labelEnd: zoomWhereAcross(city, level, TOO_LARGE_PX),
      },
    ]),
  ) as Record<AreaLevel, LevelZooms>;
