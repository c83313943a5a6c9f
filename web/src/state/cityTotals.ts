import { defineStore } from "pinia";
import { computed } from "vue";
import { fetchAreas } from "../api/endpoints";
import { useFilter } from "./filter";
import { useResource } from "./resource";
import { useView } from "./view";

/** The complaints of the window in the whole city, which a density anywhere is measured against. */
export const useCityTotals = defineStore("cityTotals", () => {
  const view = useView();
  const filter = useFilter();
  const { data: city } = useResource(
    () => (view.shows("h3") || view.shows("heat") ? filter.filter : null),
    async (wanted, signal) => (await fetchAreas("city", wanted, signal))[0] ?? null,
  );
  const complaints = computed(() => city.value?.complaints ?? null);
  const perKm2 = computed(() => (city.value ? (city.value.complaints / city.value.area_m2) * 1e6 : null));
  return { complaints, perKm2 };
});
