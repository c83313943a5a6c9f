import { defineStore } from "pinia";
import { computed, ref, watch } from "vue";
import { fetchAreas, fetchBuilding, fetchSheet } from "../api/endpoints";
import type { Level, LevelRef } from "../api/types";
import { useCamera } from "./camera";
import { useCity } from "./city";
import { useFilter } from "./filter";
import { isAreaLevel } from "./levels";
import { useResource } from "./resource";
import { useView } from "./view";

/** What is chosen, with its facts: a building, an area, or, with nothing chosen, the city. */
export const useSelection = defineStore("selection", () => {
  const view = useView();
  const city = useCity();
  const filter = useFilter();
  const camera = useCamera();

  const cityArea = useResource(
    () => "city",
    async (_, signal) => (await fetchAreas("city", filter.filter, signal))[0] ?? null,
  );
  const target = computed<{ level: Level; code: string } | null>(() => {
    if (view.state.area) return view.state.area;
    return cityArea.data.value ? { level: "city", code: cityArea.data.value.code } : null;
  });
  const sheet = useResource(
    () => target.value && { ...target.value, filter: filter.filter },
    async (key, signal) => ({ level: key.level, ...(await fetchSheet(key.level, key.code, key.filter, signal)) }),
  );
  const building = useResource(() => view.state.building, fetchBuilding);

  /** The facts belong to what was chosen before, while those of the new choice are under way. */
  const isStale = computed(() => sheet.data.value?.code !== target.value?.code);
  const current = computed(() => (isStale.value ? null : sheet.data.value));
  const parents = computed<LevelRef[]>(() => current.value?.parents ?? []);

  const choose = (level: Level, code: string): void => {
    if (isAreaLevel(level)) view.selectArea(level, code);
    else view.clearSelection();
  };
  /** Out of the building into its grid, out of an area into the one around it, at last to the city. */
  const goUp = (): void => {
    if (view.state.building) {
      view.state.building = null;
      return;
    }
    const parent = parents.value.findLast(({ level }) => isAreaLevel(level));
    if (parent) choose(parent.level, parent.code);
    else view.clearSelection();
  };
  /** Moves the map to what is chosen, once it is known where that is. */
  const frame = (): void => { framing.value = true; };
  const framing = ref(false);
  watch(
    () => framing.value && current.value,
    (facts) => {
      if (!facts) return;
      framing.value = false;
      camera.fit(facts.bounds ?? city.loaded.bounds);
    },
  );

  return {
    target,
    current,
    parents,
    building: building.data,
    buildingError: building.error,
    error: computed(() => sheet.error.value ?? cityArea.error.value),
    loading: computed(() => sheet.loading.value || cityArea.loading.value),
    reload: () => {
      cityArea.reload();
      sheet.reload();
    },
    reloadBuilding: building.reload,
    choose,
    goUp,
    frame,
  };
});
