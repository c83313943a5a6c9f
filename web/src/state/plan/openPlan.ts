import type { Feature, MultiPolygon, Polygon } from "geojson";
import { defineStore } from "pinia";
import { computed, ref, shallowRef, watch } from "vue";
import { ApiError } from "../../api/client";
import { advancePlan, editPlan, fetchPlan, fetchPlanGrids, type PlanStep, turnPlan, updatePlan } from "../../api/plans";
import type { EditAnswer, LogEntry, Operation, PlanDetail, PlanGrid } from "../../api/types";
import { useCity } from "../city";
import { useFilter } from "../filter";
import { useResource } from "../resource";
import { useView } from "../view";
import { useActor } from "./actor";
import { edited, totalsOf } from "./balance";
import { usePlans } from "./plans";

export type GridFeature = Feature<Polygon | MultiPolygon, PlanGrid>;

/** What others did to the plan while it was being edited here. */
export interface Conflict {
  revision: number;
  edits: LogEntry[];
}

const NO_GRIDS: ReadonlyMap<string, PlanGrid> = new Map();

/** The plan that is open: its grids by code, and the edits that change them. */
export const useOpenPlan = defineStore("openPlan", () => {
  const view = useView();
  const city = useCity();
  const filter = useFilter();
  const actor = useActor();
  const plans = usePlans();

  const id = computed(() => view.state.plan);
  const detail = shallowRef<PlanDetail | null>(null);
  const grids = shallowRef(NO_GRIDS);
  /** Grids of edits that the tiles on the map do not show yet, by code; null for one that is no more. */
  const fresh = shallowRef<ReadonlyMap<string, GridFeature | null>>(new Map());
  const conflict = shallowRef<Conflict | null>(null);
  const failure = shallowRef<Error | null>(null);
  const working = ref(false);

  const plan = useResource(() => id.value, fetchPlan);
  const rows = useResource(
    () => (id.value === null ? null : { id: id.value, filter: filter.filter }),
    async (key, signal) => ({ id: key.id, ...(await fetchPlanGrids(key.id, key.filter, signal)) }),
  );
  const close = (): void => {
    detail.value = null;
    grids.value = NO_GRIDS;
    fresh.value = new Map();
    conflict.value = null;
    failure.value = null;
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
  /** The plan that a comparison starts from: the one it was branched from, else the one in force. */
  const base = computed(() => detail.value?.parent ?? plans.inForce?.id ?? null);

  const take = (answer: EditAnswer): void => {
    if (!detail.value) return;
    const { revision, can_undo, can_redo, touched, geojson } = answer;
    grids.value = edited(grids.value, touched);
    const next = new Map(fresh.value);
    for (const { before } of touched) if (before) next.set(before.code, null);
    for (const feature of geojson.features) next.set(feature.properties.code, feature);
    fresh.value = next;
    detail.value = { ...detail.value, revision, can_undo, can_redo, actor: actor.name || detail.value.actor, changed: new Date().toISOString() };
  };
  /** The tiles of a revision are on the map. */
  const drawn = (revision: number): void => {
    if (revision === detail.value?.revision && fresh.value.size > 0) fresh.value = new Map();
  };
  const reload = (): void => {
    conflict.value = null;
    failure.value = null;
    plan.reload();
    rows.reload();
    fresh.value = new Map();
  };

  /** Runs one change at a time; false where it did not happen. */
  const attempt = async <T>(work: (id: number, by: { actor: string; revision: number }) => Promise<T>, done: (answer: T) => void): Promise<boolean> => {
    if (working.value || !detail.value) return false;
    const { id: at, revision } = detail.value;
    working.value = true;
    failure.value = null;
    try {
      const answer = await work(at, { actor: actor.name, revision });
      if (at === id.value) done(answer);
      return true;
    } catch (error) {
      note(error);
      return false;
    } finally {
      working.value = false;
    }
  };
  const note = (error: unknown): void => {
    const members = error instanceof ApiError ? error.members : {};
    // Only a plan that has changed meanwhile is answered with what was done since.
    if ("edits" in members) conflict.value = members as unknown as Conflict;
    else failure.value = error instanceof Error ? error : new Error(String(error));
  };
  const edit = (operations: readonly Operation[]): Promise<boolean> =>
    attempt((at, by) => editPlan(at, operations, by), take);
  const turn = (step: "undo" | "redo"): Promise<boolean> => attempt((at, by) => turnPlan(at, step, by), take);
  const settle = (answer: PlanDetail): void => {
    detail.value = answer;
    plans.reload();
  };
  const advance = (step: PlanStep, body: { note?: string; starts?: string }): Promise<boolean> =>
    attempt((at, by) => advancePlan(at, step, body, by), settle);
  const rename = (name: string): Promise<boolean> => attempt((at, by) => updatePlan(at, { name }, by), settle);

  return {
    id,
    detail,
    grids,
    fresh,
    conflict,
    failure,
    working,
    isDraft,
    target,
    totals,
    base,
    error: computed(() => plan.error.value ?? rows.error.value),
    isLoaded: computed(() => detail.value !== null && grids.value.size > 0),
    canUndo: computed(() => detail.value?.can_undo ?? false),
    canRedo: computed(() => detail.value?.can_redo ?? false),
    drawn,
    reload,
    edit,
    undo: () => turn("undo"),
    redo: () => turn("redo"),
    advance,
    rename,
  };
});
