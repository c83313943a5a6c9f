/** A line of a legend. */
export interface Row {
  /** Null for a hatch. */
  color: string | null;
  label: string;
  count?: number | undefined;
}
