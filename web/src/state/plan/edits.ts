import { defineStore } from "pinia";
import { ref, shallowRef, watch } from "vue";
import { ApiError } from "../../api/client";
import { advancePlan, editPlan, type PlanStep, turnPlan, updatePlan } from "../../api/plans";
import type { EditAnswer, LogEntry, Operation, PlanDetail } from "../../api/types";
import { useActor } from "./actor";
import { useOpenPlan } from "./openPlan";
import { usePlans } from "./plans";

/** What others did to the plan while it was being edited here. */
export interface Conflict {
  revision: number;
  edits: LogEntry[];
}

/** Changes to the plan that is open, one after another. */
export const usePlanEdits = defineStore("planEdits", () => {
  const open = useOpenPlan();
  const plans = usePlans();
  const actor = useActor();
  const conflict = shallowRef<Conflict | null>(null);
  const failure = shallowRef<Error | null>(null);
  const working = ref(false);

  const forget = (): void => {
    conflict.value = null;
    failure.value = null;
  };
  watch(() => open.id, forget);
  const take = (answer: EditAnswer): void => { open.take(answer, actor.name); };

  /** Runs one change at a time; false where it did not happen. */
  const attempt = async <T>(work: (id: number, by: { actor: string; revision: number }) => Promise<T>, done: (answer: T) => void): Promise<boolean> => {
    if (working.value || !open.detail) return false;
    const { id: at, revision } = open.detail;
    working.value = true;
    failure.value = null;
    try {
      const answer = await work(at, { actor: actor.name, revision });
      if (at === open.id) done(answer);
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
    open.detail = answer;
    plans.reload();
  };
  const advance = (step: PlanStep, body: { note?: string; starts?: string }): Promise<boolean> =>
    attempt((at, by) => advancePlan(at, step, body, by), settle);
  const rename = (name: string): Promise<boolean> => attempt((at, by) => updatePlan(at, { name }, by), settle);
  /** Goes on from what the plan is now. */
  const reload = (): void => {
    forget();
    open.reload();
  };
  return {
    conflict,
    failure,
    working,
    edit,
    undo: () => turn("undo"),
    redo: () => turn("redo"),
    advance,
    rename,
    reload,
  };
});
