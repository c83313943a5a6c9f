import { defineStore } from "pinia";
import { computed, ref, watch } from "vue";
import { usePlay } from "./play";
import type { ViewState } from "./url";
import { useView } from "./view";

const MOST = 100;

type Filters = Pick<ViewState, "days" | "window" | "categories" | "subcategories" | "channels">;

const filtersOf = ({ days, window, categories, subcategories, channels }: ViewState): Filters => ({
  days,
  window,
  categories,
  subcategories,
  channels,
});

/** The changes of the filters, to be taken back and made again. A run of the time line is one change. */
export const useFilterHistory = defineStore("filterHistory", () => {
  const view = useView();
  const play = usePlay();
  const past = ref<string[]>([]);
  const future = ref<string[]>([]);
  const now = computed(() => JSON.stringify(filtersOf(view.state)));
  let current = now.value;

  const record = (): void => {
    if (play.playing || now.value === current) return;
    past.value = [...past.value.slice(-MOST + 1), current];
    future.value = [];
    current = now.value;
  };
  watch([now, () => play.playing], record);

  const restore = (from: typeof past, to: typeof past): void => {
    const last = from.value.at(-1);
    if (last === undefined) return;
    play.pause();
    to.value = [...to.value, current];
    from.value = from.value.slice(0, -1);
    // Set first, so that the change about to be seen is a known one.
    current = last;
    Object.assign(view.state, JSON.parse(last) as Filters);
  };
  const undo = (): void => { restore(past, future); };
  const redo = (): void => { restore(future, past); };
  return { undo, redo, canUndo: computed(() => past.value.length > 0), canRedo: computed(() => future.value.length > 0) };
});
