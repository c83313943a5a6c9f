import { createI18n } from "vue-i18n";
import type { Lang } from "../format/number";
import { compile, type Compiled } from "./compile";
import { zh } from "./zh";

const messages: Record<Lang, Compiled> = { zh: compile(zh), en: {} };

export const i18n = createI18n({ legacy: false, locale: "zh", fallbackLocale: "zh", messages });

/** Fetches the words of a language that is not the first one. */
export const loadLang = async (lang: Lang): Promise<void> => {
  if (lang === "zh" || "app" in i18n.global.getLocaleMessage(lang)) return;
  const { en } = await import("./en");
  i18n.global.setLocaleMessage(lang, compile(en));
};
