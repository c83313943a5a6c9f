/** One line of a list of what was found: its name, its figure, and what that means in words. */
export interface Found<T> {
  key: string;
  name: string;
  figure: string;
  words: string;
  /** How the figure looks: more than expected unless said, fewer where that is worth a line too, or what may be chance. */
  tone?: "cold" | "chance";
  item: T;
}
