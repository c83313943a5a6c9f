export type Lang = "zh" | "en";

const LOCALE: Record<Lang, string> = { zh: "zh-CN", en: "en-GB" };

export const NONE = "—";

/** All digits, grouped by thousands: `1,263,481`. */
export const whole = (n: number | null | undefined, lang: Lang): string =>
  n == null ? NONE : new Intl.NumberFormat(LOCALE[lang], { maximumFractionDigits: 0 }).format(n);

/** Few digits for a headline: `126.3 万`, `1.26 亿`; in English `1.26 M`. Below 100,000 all digits. */
export const brief = (n: number | null | undefined, lang: Lang): string => {
  if (n == null) return NONE;
  const steps: [number, string][] = lang === "zh" ? [[1e8, "亿"], [1e4, "万"]] : [[1e9, "bn"], [1e6, "M"], [1e3, "k"]];
  const step = Math.abs(n) >= 1e5 ? steps.find(([size]) => Math.abs(n) >= size) : undefined;
  return step ? `${significant(n / step[0], lang)} ${step[1]}` : whole(n, lang);
};

/** Three significant digits, never fewer digits than the whole part has. */
export const significant = (n: number | null | undefined, lang: Lang): string => {
  if (n == null) return NONE;
  const digits = Math.max(3, Math.ceil(Math.log10(Math.abs(n) + 1)));
  return new Intl.NumberFormat(LOCALE[lang], { maximumSignificantDigits: digits }).format(n);
};

/** A fraction as a signed percentage: `+8.0 %`, `−12.5 %`, `0 %`. */
export const change = (fraction: number | null | undefined): string => {
  if (fraction == null) return NONE;
  const percent = fraction * 100;
  if (Math.abs(percent) < 0.05) return "0 %";
  const text = Math.abs(percent) >= 100 ? Math.abs(percent).toFixed(0) : Math.abs(percent).toFixed(1);
  return `${percent > 0 ? "+" : "−"}${text} %`;
};

/** A share of a whole: `12.3 %`. */
export const share = (part: number, total: number): string =>
  total > 0 ? `${((part / total) * 100).toFixed(1)} %` : NONE;

/** Square metres as km², or as 万 m² / ha where km² would be a small fraction. */
export const area = (m2: number | null | undefined, lang: Lang): { value: string; unit: string } => {
  if (m2 == null) return { value: NONE, unit: "" };
  if (m2 >= 1e6) return { value: significant(m2 / 1e6, lang), unit: "km²" };
  return { value: significant(m2 / 1e4, lang), unit: lang === "zh" ? "万 m²" : "ha" };
};

/** A length in metres, as km from a kilometre on. */
export const length = (m: number, lang: Lang): { value: string; unit: string } =>
  m >= 1000 ? { value: decimals(m / 1000, m < 1e5 ? 2 : 1, lang), unit: "km" } : { value: decimals(m, m < 100 ? 1 : 0, lang), unit: "m" };

/** An area measured by hand: m² below a hectare, then as {@link area} has it. */
export const measuredArea = (m2: number, lang: Lang): { value: string; unit: string } =>
  m2 < 1e4 ? { value: decimals(m2, m2 < 100 ? 1 : 0, lang), unit: "m²" } : area(m2, lang);

const decimals = (n: number, digits: number, lang: Lang): string =>
  new Intl.NumberFormat(LOCALE[lang], { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(n);

/** The relative change from `before` to `now`; null where it has no meaning. */
export const relativeChange = (now: number, before: number): number | null => (before > 0 ? now / before - 1 : null);
