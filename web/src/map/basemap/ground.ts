import type { Bounds } from "../../api/types";

interface Extent {
  minzoom: number;
  maxzoom: number;
  bounds?: Bounds;
}

/** The map under the city, as it can be drawn: shapes by source layer, or pictures one over the other. */
export type Ground =
  | ({ kind: "vector"; tiles: string; sourceLayers: readonly string[] } & Extent)
  | ({ kind: "raster"; pictures: readonly (readonly string[])[]; tilePx: number } & Extent);

/** What is known of a basemap: the map itself, and what must be said beside it. */
export interface Basemap {
  ground: Ground;
  /** The map approval number (审图号). */
  approval: string | null;
  attribution: string | null;
}

/** Tianditu's pyramid in web mercator. */
export const TIANDITU = { tilePx: 256, minzoom: 1, maxzoom: 18 } as const;
