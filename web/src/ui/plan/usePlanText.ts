import { useI18n } from "vue-i18n";
import type { Plan } from "../../api/types";
import { minuteOf } from "../../format/date";

/** A point in time of the log, which is UTC, in the clock of this machine. */
export const localMinute = (utc: string): string => {
  const time = new Date(utc);
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return minuteOf(local.toISOString());
};

/** What is said of a plan in a line. */
export const usePlanText = () => {
  const { t } = useI18n();
  const who = (actor: string | null): string => (actor && actor !== "anonymous" ? actor : t("plan.anonymous"));
  const period = ({ state, starts, ends }: Plan): string => {
    if (state === "approved" && starts) return t("plan.waits", { date: starts });
    return [starts && t("plan.starts", { date: starts }), ends && t("plan.until", { date: ends })].filter(Boolean).join(" ");
  };
  const changed = ({ actor, changed: at }: Plan): string => (at ? t("plan.by", { who: who(actor), when: localMinute(at) }) : "");
  return { who, period, changed };
};
