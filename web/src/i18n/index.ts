import { createI18n } from "vue-i18n";
import type { Lang } from "../format/number";
import { compile, type Compiled } from "./compile";
import { zh } from "./zh";

const messages: Record<Lang, Compiled> = { zh: compile(zh), en: {} };

export const i18n = createI18n({ legacy: false, locale: "zh", fallbackLocale: "zh", messages });

/** Words that come with a part of the page that not every visitor opens, by the key that they are under. */
const PARTS = {
  plan: {
    zh: async () => ({ plan: (await import("./zhPlan")).zhPlan }),
    en: async () => ({ plan: (await import("./enPlan")).enPlan }),
  },
  hotspot: {
    zh: async () => (await import("./zhHotspots")).zhHotspots,
    en: async () => (await import("./enHotspots")).enHotspots,
  },
};
export type Part = keyof typeof PARTS;

const opened = new Set<Part>();
const has = (lang: Lang, key: string): boolean => key in i18n.global.getLocaleMessage(lang);

/** Fetches the words of a language that is not the first one, and those of the parts that have been opened. */
export const loadLang = async (lang: Lang): Promise<void> => {
  if (lang !== "zh" && !has(lang, "app")) {
    const { en } = await import("./en");
    i18n.global.mergeLocaleMessage(lang, compile(en));
  }
  await Promise.all([...opened].map((part) => loadWords(part, lang)));
};

/** Fetches the words of a part of the page that is being opened. */
export const loadPart = async (part: Part, lang: Lang): Promise<void> => {
  opened.add(part);
  await loadWords(part, lang);
};

const loadWords = async (part: Part, lang: Lang): Promise<void> => {
  if (!has(lang, part)) i18n.global.mergeLocaleMessage(lang, compile(await PARTS[part][lang]()));
};
