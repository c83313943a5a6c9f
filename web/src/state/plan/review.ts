import { defineStore } from "pinia";
import { computed, ref, watch } from "vue";
import { fetchComparison, fetchFindings, fetchLog } from "../../api/plans";
import type { GridChange } from "../../api/types";
import { useResource } from "../resource";
import { useOpenPlan } from "./openPlan";
import { usePlans } from "./plans";

const SETTLE_MS = 400;

/** What is told about the whole plan: what it changes, what is wrong with it, what was done. Asked for once edits pause. */
export const usePlanReview = defineStore("planReview", () => {
  const open = useOpenPlan();
  const plans = usePlans();
  /** The plan that a comparison starts from: the one it was branched from, else the one in force. */
  const base = computed(() => open.detail?.parent ?? plans.inForce?.id ?? null);
  const revision = ref<number | null>(null);
  let timer = 0;
  watch(
    () => [open.id, open.detail?.revision ?? null] as const,
    ([id, next], before) => {
      clearTimeout(timer);
      if (id !== before?.[0] || revision.value === null || next === null) revision.value = next;
      else timer = window.setTimeout(() => { revision.value = next; }, SETTLE_MS);
    },
    { immediate: true },
  );
  const key = () => (open.id !== null && revision.value !== null ? { id: open.id, revision: revision.value } : null);
  const comparison = useResource(
    () => {
      const now = key();
      return now && base.value !== null && base.value !== now.id ? { ...now, base: base.value } : null;
    },
    ({ id, base }, signal) => fetchComparison(id, base, signal),
  );
  const findings = useResource(key, ({ id }, signal) => fetchFindings(id, signal));
  const log = useResource(key, ({ id }, signal) => fetchLog(id, signal));

  /** With the figures of the last edit, which may be newer than the comparison. */
  const changes = computed<GridChange[]>(() =>
    (comparison.data.value?.grids ?? []).map((change) => ({
      ...change,
      after: change.after && (open.grids.get(change.after.code) ?? change.after),
    })),
  );
  return {
    base,
    comparison: comparison.data,
    changes,
    findings: findings.data,
    log: log.data,
    loading: computed(() => comparison.loading.value || findings.loading.value || log.loading.value),
    error: computed(() => comparison.error.value ?? findings.error.value ?? log.error.value),
    reload: () => {
      comparison.reload();
      findings.reload();
      log.reload();
    },
  };
});
