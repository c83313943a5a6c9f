import { addDays, type Day, daysBetween } from "./date";

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

/** The last day that belongs to the window, which is what people read. */
export const lastDay = (window: DayWindow): Day => addDays(window.to, -1);

export const spell = (window: DayWindow): string => `${window.from} – ${lastDay(window)}`;
