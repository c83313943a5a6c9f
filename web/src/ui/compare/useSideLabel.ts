import { useI18n } from "vue-i18n";
import { fetchAreas } from "../../api/endpoints";
import type { Filter } from "../../api/query";
import { spell } from "../../format/window";
import type { Side } from "../../map/scene";
import { useCompare } from "../../state/compare";
import { useFilter } from "../../state/filter";
import { useOpenPlan } from "../../state/plan/openPlan";
import { useResource } from "../../state/resource";
import { useView } from "../../state/view";
import { useFormat } from "../useFormat";

const countOf = async (counted: Filter, signal: AbortSignal): Promise<number | null> =>
  (await fetchAreas("city", counted, signal))[0]?.complaints ?? null;

/** What stands on each of two windows: which it is, its days, and how many complaints it has. */
export const useSideLabel = (): ((side: Side) => string) => {
  const { t } = useI18n();
  const format = useFormat();
  const view = useView();
  const filter = useFilter();
  const compare = useCompare();
  const open = useOpenPlan();
  const planLabel = (side: Side): string =>
    side === "base" ? t("plan.changes.before") : `${t("plan.changes.after")} · ${open.detail?.name ?? ""}`;
  const { data: counts } = useResource(
    () => (compare.isOn && view.state.plan === null ? { base: compare.filter, now: filter.filter } : null),
    async (wanted, signal) => ({ base: await countOf(wanted.base, signal), now: await countOf(wanted.now, signal) }),
  );
  return (side) => {
    if (view.state.plan !== null) return planLabel(side);
    const window = side === "base" ? compare.window : filter.window;
    const name = side === "base" ? t(`compare.before.${view.state.base}`) : t("compare.now");
    return `${name} ${spell(window)} · ${format.whole(counts.value?.[side])} ${t("unit.complaints")}`;
  };
};
