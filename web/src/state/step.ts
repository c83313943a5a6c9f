import { addDays } from "../format/date";
import { type DayWindow, windowDays, windowEnding } from "../format/window";

/** Days that a window moves by in one step: a day, a week, or a month for the longest. */
export const stepDays = (days: number): number => (days <= 14 ? 1 : days <= 180 ? 7 : 30);

/** The next window of a run through the span, the last one ending with it; null at its end. */
export const nextWindow = (window: DayWindow, span: DayWindow): DayWindow | null => {
  if (window.to >= span.to) return null;
  const days = windowDays(window);
  const to = addDays(window.to, stepDays(days));
  return windowEnding(to < span.to ? to : span.to, days);
};
