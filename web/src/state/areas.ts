import { defineStore } from "pinia";
import { computed } from "vue";
import { fetchAreas } from "../api/endpoints";
import { useCity } from "./city";
import { useFilter } from "./filter";
import { type AreaLevel, levelsOf } from "./levels";
import { useResource } from "./resource";
import { useView } from "./view";

/** The areas of the level that is coloured and ranked, counted with the filter. */
export const useAreas = defineStore("areas", () => {
  const city = useCity();
  const view = useView();
  const filter = useFilter();

  const levels = computed(() => levelsOf(city.loaded));
  const level = computed<AreaLevel>(() => view.state.fillLevel ?? levels.value.at(-1) ?? "grids");
  const key = computed(() => ({ level: level.value, filter: filter.filter }));
  const resource = useResource(
    () => key.value,
    async (wanted, signal) => ({
      level: wanted.level,
      items: await fetchAreas(wanted.level, wanted.filter, signal),
    }),
  );
  /** Empty while those of another level are still there. */
  const items = computed(() => (resource.data.value?.level === level.value ? resource.data.value.items : []));
  const byCode = computed(() => new Map(items.value.map((area) => [area.code, area])));
  return { levels, level, items, byCode, loading: resource.loading, error: resource.error, reload: resource.reload };
});
