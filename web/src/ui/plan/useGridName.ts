import { computed } from "vue";
import { useAreas } from "../../state/areas";
import { useOpenPlan } from "../../state/plan/openPlan";

/** The name of a grid of the open plan, or of the one in force where it is no more; its code where neither has one. */
export const useGridName = (): ((code: string) => string) => {
  const open = useOpenPlan();
  const areas = useAreas();
  const former = computed(() => new Map(areas.level === "grids" ? areas.items.map(({ code, name }) => [code, name]) : []));
  return (code) => open.grids.get(code)?.name ?? former.value.get(code) ?? code;
};
