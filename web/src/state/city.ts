import { defineStore } from "pinia";
import { computed, watch } from "vue";
import { fetchCity } from "../api/endpoints";
import type { City, PlacedCity } from "../api/types";
import { midnightAfter } from "../format/date";
import type { DayWindow } from "../format/window";
import { useLive } from "./live";
import { useResource } from "./resource";

/** The city that is served. Everything inside the page's gate may rely on it being there: see `loaded`. */
export const useCity = defineStore("city", () => {
  const resource = useResource(() => "city", (_, signal) => fetchCity(signal));
  const city = resource.data;
  const live = useLive();
  watch(city, (loaded) => { if (loaded) live.seen(loaded.version); });

  const isEmpty = computed(() => city.value !== null && !isPlaced(city.value));
  /** The city, for what is rendered only once it is there. */
  const loaded = computed<PlacedCity>(() => {
    if (!city.value || !isPlaced(city.value)) throw new Error("the page is shown only once the city is loaded");
    return city.value;
  });
  /** The midnight that ends the data: windows count back from here. */
  const end = computed(() => loaded.value.default_window.to.slice(0, 10));
  /** All days that complaints were made on. */
  const span = computed<DayWindow>(() => ({
    from: (loaded.value.first_complaint ?? loaded.value.default_window.from).slice(0, 10),
    to: loaded.value.last_complaint ? midnightAfter(loaded.value.last_complaint) : end.value,
  }));
  return { city, isEmpty, loaded, end, span, error: resource.error, loading: resource.loading, reload: resource.reload };
});

const isPlaced = (city: City): city is PlacedCity => city.bounds !== null && city.center !== null;
