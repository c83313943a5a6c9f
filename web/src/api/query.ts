import type { DayWindow } from "../format/window";

/** What is counted: a window and the kinds of complaint in it. An empty list means all. */
export interface Filter {
  window: DayWindow;
  categories: readonly string[];
  subcategories: readonly { category: string; name: string }[];
  channels: readonly string[];
}

export type Params = [string, string][];

const distinct = (names: string[]): string[] => [...new Set(names)];

/** The filter as query parameters, always in the same order, so that equal filters give equal URLs. */
export const filterParams = (filter: Filter): Params => {
  const { window, subcategories } = filter;
  const categories = subcategories.length ? distinct(subcategories.map((s) => s.category)) : filter.categories;
  return [
    ["from", window.from],
    ["to", window.to],
    ...repeated("category", categories),
    ...repeated("subcategory", distinct(subcategories.map((s) => s.name))),
    ...repeated("channel", filter.channels),
  ];
};

const repeated = (name: string, values: readonly string[]): Params =>
  [...values].sort().map((value): [string, string] => [name, value]);

export const withQuery = (path: string, params: Params): string =>
  params.length ? `${path}?${new URLSearchParams(params).toString()}` : path;
