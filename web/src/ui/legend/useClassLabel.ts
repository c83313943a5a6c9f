import { useI18n } from "vue-i18n";
import { ABOVE_ZERO, type ColorClass } from "../../map/choropleth";
import type { Measure } from "../../state/layers";
import { useFormat } from "../useFormat";

const EN_DASH = " – ";

/** What the class of a legend says. */
export const useClassLabel = () => {
  const { t } = useI18n();
  const format = useFormat();

  const open = ({ from, to }: ColorClass, show: (n: number) => string): string => {
    if (to === ABOVE_ZERO) return t("legend.zero");
    if (to === null) return t("legend.and", { from: show(from ?? 0) });
    if (from === null || from === 0 || from === ABOVE_ZERO) return t("legend.below", { to: show(to) });
    return show(from) + EN_DASH + show(to);
  };
  /** Counts: a class is read by the least and the largest in it. */
  const count = ({ from, to }: ColorClass): string => {
    if (to === ABOVE_ZERO) return t("legend.zero");
    const least = Math.max(1, Math.ceil(from ?? 0));
    if (to === null) return t("legend.and", { from: format.whole(least) });
    const most = Math.ceil(to) - 1;
    return most <= least ? format.whole(least) : format.whole(least) + EN_DASH + format.whole(most);
  };
  const signed = (n: number): string => (n > 0 ? `+${format.whole(n)}` : format.whole(n).replace("-", "−"));

  const difference = ({ from, to }: ColorClass): string => {
    if (from === 0 && to === 1) return t("legend.unchanged");
    if (from === null) return t("legend.andLess", { to: signed((to ?? 0) - 1) });
    if (to === null) return t("legend.and", { from: signed(from) });
    return from === to - 1 ? signed(from) : signed(from) + EN_DASH + signed(to - 1);
  };
  const change = ({ from, to }: ColorClass): string => {
    const percent = (n: number): string => `${n > 0 ? "+" : "−"}${format.whole(Math.abs(n) * 100)} %`;
    if (from === null) return t("legend.below", { to: percent(to ?? 0) });
    if (to === null) return t("legend.and", { from: percent(from) });
    return from === -to ? `±${format.whole(to * 100)} %` : percent(from) + EN_DASH + percent(to);
  };

  return (one: ColorClass, measure: Measure): string => {
    if (measure === "difference") return difference(one);
    if (measure === "change") return change(one);
    if (measure === "count") return count(one);
    return open(one, format.significant);
  };
};
