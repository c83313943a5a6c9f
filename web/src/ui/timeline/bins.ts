import type { Step } from "../../api/endpoints";
import type { SeriesItem } from "../../api/types";
import { addDays, type Day, daysBetween } from "../../format/date";
import { type DayWindow, windowDays } from "../../format/window";

const MOST_BARS = 160;

/** The finest step that leaves no more bars than can be told apart. */
export const stepFor = (span: DayWindow): Step => {
  const days = windowDays(span);
  if (days <= MOST_BARS) return "day";
  return days / 7 <= MOST_BARS ? "week" : "month";
};

export interface Bar {
  from: Day;
  to: Day;
  count: number;
}

/** Bars that end where the next one starts, the last one with the span. */
export const toBars = (items: readonly SeriesItem[], span: DayWindow): Bar[] =>
  items.map((item, i) => ({
    // A week or a month may begin before the span, but only what lies in the span is counted.
    from: i === 0 ? span.from : item.from.slice(0, 10),
    to: items[i + 1]?.from.slice(0, 10) ?? span.to,
    count: item.count,
  }));

/** Where a day lies in the span, from 0 to 1. */
export const fractionOf = (day: Day, span: DayWindow): number => daysBetween(span.from, day) / windowDays(span);

/** The midnight nearest to a fraction of the span, within the span. */
export const dayAt = (fraction: number, span: DayWindow): Day =>
  addDays(span.from, Math.round(Math.min(1, Math.max(0, fraction)) * windowDays(span)));

/** First days of months or years inside the span, at most `most` of them. */
export const ticks = (span: DayWindow, most: number): Day[] => {
  for (const months of [1, 2, 3, 6, 12, 24, 60]) {
    const days = monthStarts(span, months);
    if (days.length <= most) return days;
  }
  return [];
};

const monthStarts = (span: DayWindow, every: number): Day[] => {
  const [year = 0, month = 1] = span.from.split("-").map(Number);
  const first = year * 12 + month - 1;
  const count = Math.ceil(windowDays(span) / 28) + 1;
  return Array.from({ length: count }, (_, i) => first + i)
    .filter((n) => n % every === 0)
    .map((n) => `${String(Math.floor(n / 12)).padStart(4, "0")}-${String((n % 12) + 1).padStart(2, "0")}-01`)
    .filter((day) => day >= span.from && day < span.to);
};
