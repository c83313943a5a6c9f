/** One line of a list of what was found: its name, its figure, and what that means in words. */
export interface Found<T> {
  key: string;
  name: string;
  figure: string;
  words: string;
  /** Fewer than expected, where that is worth a line too. */
  isCold?: boolean;
  item: T;
}
