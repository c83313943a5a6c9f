import { defineStore } from "pinia";
import { computed, ref } from "vue";
import { useView } from "../view";

/** The proposal whose grids the map shows, while no plan is open. */
export const useProposed = defineStore("proposed", () => {
  const view = useView();
  const id = ref<number | null>(null);
  const isPossible = computed(() => view.state.face === "plan" && view.state.plan === null);
  const address = computed(() => (isPossible.value && id.value !== null ? `/api/v1/proposals/${id.value}/grids` : null));
  return { id, isPossible, address };
});
