import { defineStore } from "pinia";
import { computed } from "vue";
import { fetchAreas } from "../api/endpoints";
import type { Filter } from "../api/query";
import type { AreaSummary } from "../api/types";
import { useCity } from "./city";
import { useCompare } from "./compare";
import { useFilter } from "./filter";
import { isComparison } from "./layers";
import { type AreaLevel, levelsOf } from "./levels";
import { useResource } from "./resource";
import { useView } from "./view";

interface Wanted {
  level: AreaLevel;
  filter: Filter;
}

/** The areas of the level that is coloured and ranked, counted with the filter, and in the window it is compared with. */
export const useAreas = defineStore("areas", () => {
  const city = useCity();
  const view = useView();
  const filter = useFilter();
  const compare = useCompare();

  const levels = computed(() => levelsOf(city.loaded));
  const level = computed<AreaLevel>(() => view.state.fillLevel ?? levels.value.at(-1) ?? "grids");
  const load = async (wanted: Wanted, signal: AbortSignal) => ({
    level: wanted.level,
    items: await fetchAreas(wanted.level, wanted.filter, signal),
  });
  const resource = useResource((): Wanted => ({ level: level.value, filter: filter.filter }), load);

  // The window right before comes along with every area; only that of another year must be asked for.
  const isYear = computed(() => view.state.base === "year" && isComparison(view.currentMeasure));
  const needsBase = computed(() => isYear.value || (compare.isOn && view.shows("fill")));
  const base = useResource(
    (): Wanted | null => (needsBase.value ? { level: level.value, filter: compare.filter } : null),
    load,
  );
  const baseItems = computed(() => (base.data.value?.level === level.value ? base.data.value.items : []));
  /** Empty while those of another level are still there. */
  const items = computed(() => {
    const loaded = resource.data.value?.level === level.value ? resource.data.value.items : [];
    return isYear.value ? comparedWith(baseItems.value, loaded) : loaded;
  });
  const byCode = computed(() => new Map(items.value.map((area) => [area.code, area])));
  const baseByCode = computed(() => new Map(baseItems.value.map((area) => [area.code, area])));
  return {
    levels,
    level,
    items,
    byCode,
    baseItems,
    baseByCode,
    loading: computed(() => resource.loading.value || base.loading.value),
    error: computed(() => resource.error.value ?? base.error.value),
    reload: () => {
      resource.reload();
      base.reload();
    },
  };
});

/** The areas with the counts of the base as those before; none while the base is still under way. */
const comparedWith = (base: readonly AreaSummary[], areas: readonly AreaSummary[]): AreaSummary[] => {
  const counts = new Map(base.map((area) => [area.code, area.complaints]));
  return counts.size === 0 ? [] : areas.map((area) => ({ ...area, complaints_before: counts.get(area.code) ?? 0 }));
};
