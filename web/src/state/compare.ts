import { defineStore } from "pinia";
import { computed } from "vue";
import type { Filter } from "../api/query";
import { type DayWindow, windowBefore, windowYearBefore } from "../format/window";
import { useCity } from "./city";
import { useFilter } from "./filter";
import { useView } from "./view";

/** The window that the chosen one is compared with. */
export const useCompare = defineStore("compare", () => {
  const view = useView();
  const city = useCity();
  const filter = useFilter();

  const isOn = computed(() => view.state.compare !== null);
  const window = computed<DayWindow>(() =>
    view.state.base === "year" ? windowYearBefore(filter.window) : windowBefore(filter.window),
  );
  const baseFilter = computed<Filter>(() => ({ ...filter.filter, window: window.value }));
  /** How much of the window lies before the first complaint: there a comparison would mislead. */
  const coverage = computed<"whole" | "part" | "none">(() => {
    if (window.value.to <= city.span.from) return "none";
    return window.value.from < city.span.from ? "part" : "whole";
  });
  return { isOn, window, filter: baseFilter, coverage };
});
