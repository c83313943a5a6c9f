import { computed, type ComputedRef } from "vue";
import { useI18n } from "vue-i18n";
import { useBasemap } from "../../state/basemap";
import { useView } from "../../state/view";

/** What must be said of the basemap while it is shown: its approval number and its source. Empty where there is nothing to say. */
export const useCredit = (): ComputedRef<string> => {
  const { t } = useI18n();
  const view = useView();
  const store = useBasemap();
  return computed(() => {
    const { basemap } = store;
    if (!basemap || !view.shows("basemap")) return "";
    const approval = basemap.approval && t("basemap.approval", { number: basemap.approval });
    return [approval, basemap.attribution].filter(Boolean).join("　");
  });
};
