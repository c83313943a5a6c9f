import { defineStore } from "pinia";
import { computed } from "vue";
import type { Filter } from "../api/query";
import { type DayWindow, windowEnding } from "../format/window";
import { useCity } from "./city";
import { useView } from "./view";

/** What is counted everywhere on the page. */
export const useFilter = defineStore("filter", () => {
  const city = useCity();
  const view = useView();

  const window = computed<DayWindow>(() => view.state.window ?? windowEnding(city.end, view.state.days));
  const filter = computed<Filter>(() => ({
    window: window.value,
    categories: view.state.categories,
    subcategories: view.state.subcategories,
    channels: view.state.channels,
  }));
  const isNarrowed = computed(
    () => view.state.categories.length + view.state.subcategories.length + view.state.channels.length > 0,
  );

  const setPreset = (days: number): void => {
    Object.assign(view.state, { days, window: null });
  };
  const setWindow = (next: DayWindow): void => {
    view.state.window = next;
  };
  const toggleCategory = (name: string): void => {
    view.state.subcategories = [];
    view.state.categories = toggled(view.state.categories, name, (a) => a);
  };
  const toggleSubcategory = (category: string, name: string): void => {
    view.state.categories = [];
    view.state.subcategories = toggled(view.state.subcategories, { category, name }, (s) => `${s.category}/${s.name}`);
  };
  const toggleChannel = (name: string): void => {
    view.state.channels = toggled(view.state.channels, name, (a) => a);
  };
  return { window, filter, isNarrowed, setPreset, setWindow, toggleCategory, toggleSubcategory, toggleChannel };
});

const toggled = <T>(all: readonly T[], one: T, keyOf: (item: T) => string): T[] => {
  const rest = all.filter((item) => keyOf(item) !== keyOf(one));
  return rest.length === all.length ? [...all, one] : rest;
};
