import { createI18n } from "vue-i18n";
import type { Lang } from "../format/number";
import { compile, type Compiled } from "./compile";
import { zh } from "./zh";

const messages: Record<Lang, Compiled> = { zh: compile(zh), en: {} };

export const i18n = createI18n({ legacy: false, locale: "zh", fallbackLocale: "zh", messages });

let plans = false;

/** Fetches the words of a language that is not the first one, and those of the planner where it has been opened. */
export const loadLang = async (lang: Lang): Promise<void> => {
  if (lang !== "zh" && !("app" in i18n.global.getLocaleMessage(lang))) {
    const { en } = await import("./en");
    i18n.global.mergeLocaleMessage(lang, compile(en));
  }
  if (plans) await loadPlanWords(lang);
};

/** Fetches the words of the planner, which most visitors never open. */
export const loadPlanner = async (lang: Lang): Promise<void> => {
  plans = true;
  await loadPlanWords(lang);
};

const loadPlanWords = async (lang: Lang): Promise<void> => {
  if ("plan" in i18n.global.getLocaleMessage(lang)) return;
  const texts = lang === "zh" ? (await import("./zhPlan")).zhPlan : (await import("./enPlan")).enPlan;
  i18n.global.mergeLocaleMessage(lang, { plan: compile(texts) });
};
