import type { Feature, MultiPolygon, Polygon } from "geojson";
import { defineStore } from "pinia";
import { computed, ref, shallowRef, watch } from "vue";
import { fetchPlan, fetchPlanGrids } from "../../api/plans";
import type { EditAnswer, PlanDetail, PlanGrid } from "../../api/types";
import { useCity } from "../city";
import { useFilter } from "../filter";
import { useResource } from "../resource";
import { useView } from "../view";
import { edited, totalsOf } from "./balance";

export type GridFeature = Feature<Polygon | MultiPolygon, PlanGrid>;

/** Tiles are asked for once edits pause: until then what is drawn over them shows the plan. */
const PAUSE_MS = 300;

const NO_GRIDS: ReadonlyMap<string, PlanGrid> = new Map();

/** The plan that is open: its grids by code, as the last edit left them. */
export const useOpenPlan = defineStore("openPlan", () => {
  const view = useView();
  const city = useCity();
  const filter = useFilter();

  const id = computed(() => view.state.plan);
  const detail = shallowRef<PlanDetail | null>(null);
  const grids = shallowRef(NO_GRIDS);
  /** Grids of edits that the tiles on the map do not show yet, by code; null for one that is no more. */
  const fresh = shallowRef<ReadonlyMap<string, GridFeature | null>>(new Map());

  /** The revision that the tiles on the map are to be of. */
  const tileRevision = ref(0);
  let pause = 0;
  watch(() => detail.value?.revision ?? 0, (revision) => {
    clearTimeout(pause);
    if (fresh.value.size === 0) tileRevision.value = revision;
    else pause = window.setTimeout(() => { tileRevision.value = revision; }, PAUSE_MS);
  }, { flush: "sync" });

  const plan = useResource(() => id.value, fetchPlan);
  const rows = useResource(
    () => (id.value === null ? null : { id: id.value, filter: filter.filter }),
    async (key, signal) => ({ id: key.id, ...(await fetchPlanGrids(key.id, key.filter, signal)) }),
  );
  const close = (): void => {
    detail.value = null;
    grids.value = NO_GRIDS;
    fresh.value = new Map();
  };
  watch(id, close);
  watch(plan.data, (sent) => { if (sent?.id === id.value) detail.value = sent; }, { immediate: true });
  watch(rows.data, (sent) => {
    if (sent?.id !== id.value) return;
    grids.value = new Map(sent.items.map((grid) => [grid.code, grid]));
  }, { immediate: true });

  const isDraft = computed(() => detail.value?.state === "draft");
  const target = computed(() => detail.value?.target ?? city.loaded.household_range);
  const totals = computed(() => totalsOf(grids.value.values()));

  const take = (answer: EditAnswer, actor: string): void => {
    if (!detail.value) return;
    const { revision, can_undo, can_redo, touched, geojson } = answer;
    grids.value = edited(grids.value, touched);
    const next = new Map(fresh.value);
    for (const { before } of touched) if (before) next.set(before.code, null);
    for (const feature of geojson.features) next.set(feature.properties.code, feature);
    fresh.value = next;
    detail.value = { ...detail.value, revision, can_undo, can_redo, actor: actor || detail.value.actor, changed: new Date().toISOString() };
  };
  /** The tiles of a revision are on the map. */
  const drawn = (revision: number): void => {
    const isLast = revision === detail.value?.revision && revision === tileRevision.value;
    if (isLast && fresh.value.size > 0) fresh.value = new Map();
  };
  const reload = (): void => {
    plan.reload();
    rows.reload();
    fresh.value = new Map();
  };

  return {
    id,
    detail,
    grids,
    fresh,
    tileRevision,
    isDraft,
    target,
    totals,
    error: computed(() => plan.error.value ?? rows.error.value),
    isLoaded: computed(() => detail.value !== null && grids.value.size > 0),
    canUndo: computed(() => detail.value?.can_undo ?? false),
    canRedo: computed(() => detail.value?.can_redo ?? false),
    take,
    drawn,
    reload,
  };
});
