/** Calendar days as ISO strings (`2025-12-31`), local to the city; no time zone is ever involved. */
export type Day = string;

const MS_PER_DAY = 86_400_000;

const dayNumber = (day: Day): number => Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / MS_PER_DAY;

const dayFromNumber = (n: number): Day => new Date(n * MS_PER_DAY).toISOString().slice(0, 10);

export const addDays = (day: Day, days: number): Day => dayFromNumber(dayNumber(day) + days);

/** Whole days from `from` up to, not including, `to`. */
export const daysBetween = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from);

/** The day after the one that `time` (ISO date-time) lies in: the end of a window that includes it. */
export const midnightAfter = (time: string): Day => addDays(time, 1);

export const isDay = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const n = dayNumber(text);
  return Number.isFinite(n) && dayFromNumber(n) === text;
};

/** `2025-12-31 23:41` from an ISO date-time. */
export const minuteOf = (time: string): string => time.slice(0, 16).replace("T", " ");

/** 0 = Monday … 6 = Sunday. */
export const weekday = (day: Day): number => (dayNumber(day) + 3) % 7;
