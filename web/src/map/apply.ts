import type { Map as MapLibre, RasterTileSource, VectorTileSource } from "maplibre-gl";
import type { AreaSummary } from "../api/types";
import type { Measure } from "../state/layers";
import type { AreaLevel } from "../state/levels";
import { measureOf } from "./choropleth";
import { setHatch } from "./hatch";
import { VALUE_STATE } from "./layers/areas";
import { INK } from "./palette";
import { complaintTiles, heatTiles } from "./sources";
import { buildStyle, type Scene } from "./style";

/** Brings the map to the scene. Tiles of the old filter stay until the new ones are there. */
export const applyScene = (map: MapLibre, scene: Scene): void => {
  retile(map.getSource<VectorTileSource>("complaints"), complaintTiles(scene));
  retile(map.getSource<RasterTileSource>("heat"), heatTiles(scene));
  setHatch(map, INK[scene.theme].hatch);
  map.setStyle(buildStyle(scene), { diff: true });
};

// Replacing a source would drop its tiles at once; a new URL only reloads them.
const retile = (source: VectorTileSource | RasterTileSource | undefined, url: string): void => {
  const { tiles } = (source?.serialize() ?? {}) as { tiles?: string[] };
  if (source && tiles?.[0] !== url) source.setTiles([url]);
};

/** Hands each area the value that it is coloured by. */
export const applyValues = (map: MapLibre, level: AreaLevel, areas: readonly AreaSummary[], measure: Measure): void => {
  for (const area of areas) {
    const feature = { source: level, sourceLayer: level, id: area.code };
    map.setFeatureState(feature, { [VALUE_STATE]: measureOf(area, measure) });
  }
};
