import { addDays, type Day, daysBetween, isDay } from "./date";

/** A span of whole days, [from, to). */
export interface DayWindow {
  from: Day;
  to: Day;
}

export const PRESET_DAYS = [7, 30, 90, 180, 365] as const;

export const windowEnding = (to: Day, days: number): DayWindow => ({ from: addDays(to, -days), to });

export const windowDays = (window: DayWindow): number => daysBetween(window.from, window.to);

/** The window of equal length that ends where this one starts. */
export const windowBefore = (window: DayWindow): DayWindow => windowEnding(window.from, windowDays(window));

/** The same days of the year before; 29 February counts from 1 March. */
export const windowYearBefore = (window: DayWindow): DayWindow =>
  windowEnding(yearBefore(window.to), windowDays(window));

const yearBefore = (day: Day): Day => {
  const year = String(Number(day.slice(0, 4)) - 1).padStart(4, "0");
  const same = year + day.slice(4, 10);
  return isDay(same) ? same : `${year}-03-01`;
};

/** The last day that belongs to the window, which is what people read. */
export const lastDay = (window: DayWindow): Day => addDays(window.to, -1);

export const spell = (window: DayWindow): string => `${window.from} – ${lastDay(window)}`;
