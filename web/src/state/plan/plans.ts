import { defineStore } from "pinia";
import { computed, ref } from "vue";
import { createPlan, deletePlan, fetchPlans } from "../../api/plans";
import type { Plan } from "../../api/types";
import { useResource } from "../resource";
import { useView } from "../view";
import { useActor } from "./actor";

/** All plans of the grid layer that is shown, the newest first. */
export const usePlans = defineStore("plans", () => {
  const view = useView();
  const actor = useActor();
  const resource = useResource(() => (view.state.face === "plan" ? "plans" : null), (_, signal) => fetchPlans(signal));
  const failure = ref<Error | null>(null);

  const items = computed(() => [...(resource.data.value ?? [])].sort(byState));
  const inForce = computed(() => items.value.find((plan) => plan.state === "in_force") ?? null);

  const attempt = async (work: Promise<void>): Promise<void> => {
    failure.value = null;
    try {
      await work;
    } catch (error) {
      failure.value = error instanceof Error ? error : new Error(String(error));
    }
    resource.reload();
  };
  /** Makes a draft of a plan as it is now, and opens it. */
  const branch = (from: Plan, name: string): Promise<void> =>
    attempt((async () => {
      const made = await createPlan({ name, from: from.id }, { actor: actor.name });
      view.openPlan(made.id);
    })());
  const remove = (plan: Plan): Promise<void> =>
    attempt((async () => {
      await deletePlan(plan.id, { actor: actor.name, revision: plan.revision });
      if (view.state.plan === plan.id) view.openPlan(null);
    })());
  return {
    items,
    inForce,
    isLoaded: computed(() => resource.data.value !== null),
    error: resource.error,
    failure,
    reload: resource.reload,
    branch,
    remove,
  };
});

const ORDER: Record<Plan["state"], number> = { draft: 0, submitted: 1, approved: 2, in_force: 3, replaced: 4 };

/** What is being worked on first, what has been replaced last; within a state the newest first. */
const byState = (a: Plan, b: Plan): number => ORDER[a.state] - ORDER[b.state] || b.id - a.id;
