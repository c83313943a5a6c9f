import { addDays, daysBetween } from "../../format/date";
import { type DayWindow, windowDays } from "../../format/window";

export type Grip = "from" | "to" | "both" | "new";

/**
 * The window after `grip` was dragged from one day to another: an edge moves (and never past the other one), the whole moves
 * within the span, or a new window is drawn. Never shorter than a day.
 */
export const dragged = (start: DayWindow, grip: Grip, fromDay: string, toDay: string, span: DayWindow): DayWindow => {
  switch (grip) {
    case "from":
      return { from: earlier(toDay, addDays(start.to, -1)), to: start.to };
    case "to":
      return { from: start.from, to: later(toDay, addDays(start.from, 1)) };
    case "both":
      return shifted(start, daysBetween(fromDay, toDay), span);
    case "new":
      return between(fromDay, toDay);
  }
};

/** The window moved by whole days as far as the span allows. */
export const shifted = (window: DayWindow, days: number, span: DayWindow): DayWindow => {
  const least = Math.min(0, daysBetween(window.from, span.from));
  const most = Math.max(0, daysBetween(window.to, span.to));
  const by = Math.min(most, Math.max(least, days));
  return { from: addDays(window.from, by), to: addDays(window.from, by + windowDays(window)) };
};

const between = (a: string, b: string): DayWindow => {
  const from = earlier(a, b);
  return { from, to: later(later(a, b), addDays(from, 1)) };
};

const earlier = (a: string, b: string): string => (a < b ? a : b);
const later = (a: string, b: string): string => (a > b ? a : b);
