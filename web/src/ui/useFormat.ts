import { useI18n } from "vue-i18n";
import * as format from "../format/number";
import { useView } from "../state/view";

type Number = number | null | undefined;

/** Numbers in the language of the page. */
export const useFormat = () => {
  const view = useView();
  return {
    whole: (n: Number) => format.whole(n, view.lang),
    brief: (n: Number) => format.brief(n, view.lang),
    significant: (n: Number) => format.significant(n, view.lang),
    area: (m2: Number) => format.area(m2, view.lang),
    length: (m: number) => format.length(m, view.lang),
    measuredArea: (m2: number) => format.measuredArea(m2, view.lang),
    change: format.change,
    share: format.share,
  };
};

/** What went wrong, in the words of the page. */
export const useProblem = () => {
  const { t } = useI18n();
  return (error: Error, what: string): string => {
    if (error.name === "Unreachable") return t("error.unreachable");
    const status = "status" in error ? Number(error.status) : 0;
    if (status === 404) return t("error.notFound", { what });
    if (status >= 400 && status < 500) return t("error.bad", { detail: error.message });
    return t("error.server", { status: status || error.message });
  };
};
