import { defineStore } from "pinia";
import { computed, shallowRef, watch } from "vue";
import { ApiError } from "../../api/client";
import { previewEdit } from "../../api/plans";
import type { EditAnswer, Operation } from "../../api/types";
import { edited, totalsOf } from "./balance";
import { useEditing } from "./editing";
import { usePlanEdits } from "./edits";
import { useOpenPlan } from "./openPlan";

/** Why an edit cannot be, and where. */
export interface Refusal {
  reason: string;
  detail: string;
  place: { lon: number; lat: number } | null;
}

export const refusalOf = (error: unknown): Refusal | null => {
  if (!(error instanceof ApiError) || typeof error.members.reason !== "string") return null;
  return { reason: error.members.reason, detail: error.message, place: (error.members.place ?? null) as Refusal["place"] };
};

/**
 * What would become of the grids if the hand let go now. One question at a time is under way; the latest is asked once it is
 * answered, so that a fast hand never waits for answers to where it was.
 */
export const usePreview = defineStore("planPreview", () => {
  const open = useOpenPlan();
  const edits = usePlanEdits();
  const editing = useEditing();
  const answer = shallowRef<EditAnswer | null>(null);
  const refusal = shallowRef<Refusal | null>(null);
  let asking = false;
  let waiting = false;

  const wanted = computed(() => (edits.working ? null : { operations: editing.operations, id: open.id, revision: open.detail?.revision }));
  const put = (next: EditAnswer | null, why: Refusal | null): void => {
    answer.value = next;
    refusal.value = why;
  };
  const ask = async (id: number, operations: readonly Operation[]): Promise<void> => {
    asking = true;
    try {
      put(await previewEdit(id, operations, new AbortController().signal), null);
    } catch (error) {
      put(null, refusalOf(error));
    } finally {
      asking = false;
    }
    if (waiting || editing.operations.length === 0) next();
  };
  const next = (): void => {
    waiting = asking;
    if (asking) return;
    const now = wanted.value;
    if (now?.id == null || now.operations.length === 0) put(null, null);
    else void ask(now.id, now.operations);
  };
  watch(() => JSON.stringify(wanted.value), next);
  // What was refused when it was carried out is told in the same place.
  watch(() => edits.failure, (failure) => { if (failure) refusal.value = refusalOf(failure); });

  const totals = computed(() => (answer.value ? totalsOf(edited(open.grids, answer.value.touched).values()) : open.totals));
  return { answer, refusal, totals };
});
