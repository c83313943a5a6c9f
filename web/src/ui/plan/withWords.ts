import { type Component, defineAsyncComponent } from "vue";
import { loadPlanner } from "../../i18n";
import { useView } from "../../state/view";

/** A part of the planner, which comes with its words when it is asked for. */
export const withPlanWords = (load: () => Promise<{ default: Component }>): Component =>
  defineAsyncComponent(async () => {
    const [part] = await Promise.all([load(), loadPlanner(useView().lang)]);
    return part;
  });
