import type { Map as MapLibre, RasterTileSource, VectorTileSource } from "maplibre-gl";
import type { AreaLevel } from "../state/levels";
import { setHatch } from "./hatch";
import { HIDDEN_STATE, VALUE_STATE } from "./layers/areas";
import { INK } from "./palette";
import { sources } from "./sources";
import { buildStyle, type Scene } from "./style";

/** Brings the map to the scene. Tiles of the old filter, or of older data, stay until the new ones are there. */
export const applyScene = (map: MapLibre, scene: Scene): void => {
  for (const [id, source] of Object.entries(sources(scene))) {
    if ("tiles" in source) retile(map, id, source.tiles);
  }
  setHatch(map, INK[scene.theme].hatch);
  map.setStyle(buildStyle(scene), { diff: true });
};

// Replacing a source would drop its tiles at once; a new URL only reloads them.
const retile = (map: MapLibre, id: string, [url]: readonly string[] = []): void => {
  const source = map.getSource<VectorTileSource | RasterTileSource>(id);
  const { tiles } = (source?.serialize() ?? {}) as { tiles?: string[] };
  if (!source || url === undefined || tiles?.[0] === url) return;
  const isUnderWay = !map.isSourceLoaded(id);
  const rest = (): void => { onceLoaded(map, id, () => { map.triggerRepaint(); }); };
  source.setTiles([url]);
  if (!isUnderWay) rest();
  // Tiles that were on their way when the address changed are those of the old one, and MapLibre keeps them.
  else onceLoaded(map, id, () => {
    if (source.tiles[0] === url) source.setTiles([url]);
    rest();
  });
};

// By looking: of a tile that comes back unmodified MapLibre says nothing, and never comes to rest after it.
const onceLoaded = (map: MapLibre, id: string, act: () => void): void => {
  if (!map.getSource(id)) return;
  if (map.isSourceLoaded(id)) act();
  else requestAnimationFrame(() => { onceLoaded(map, id, act); });
};

/** What the areas of a level are coloured by, by code. */
export interface AreaValues {
  level: AreaLevel;
  values: ReadonlyMap<string, number | null>;
}

/** Hands each area the value that it is coloured by, where it has another one than before. */
export const applyValues = (map: MapLibre, { level, values }: AreaValues, before?: AreaValues): void => {
  const known = before?.level === level ? before.values : undefined;
  for (const [code, value] of values) {
    if (known?.has(code) && known.get(code) === value) continue;
    map.setFeatureState({ source: level, sourceLayer: level, id: code }, { [VALUE_STATE]: value });
  }
};

type FeatureState = Record<string, number | boolean | null>;

/** What the areas of a level are drawn by beside their value, by code. */
export interface AreaStates {
  level: AreaLevel;
  byCode: ReadonlyMap<string, FeatureState>;
}

/** Hands each area its state; those that have none any more get the empty one. */
export const applyStates = (map: MapLibre, { level, byCode }: AreaStates, none: FeatureState, before?: AreaStates): void => {
  const set = (code: string, state: FeatureState): void => {
    map.setFeatureState({ source: level, sourceLayer: level, id: code }, state);
  };
  if (before?.level === level) {
    for (const code of before.byCode.keys()) if (!byCode.has(code)) set(code, none);
  }
  for (const [code, state] of byCode) set(code, state);
};

/** Hides the grids of the tiles that are drawn anew over them; returns which are hidden now. */
export const applyHidden = (map: MapLibre, before: ReadonlySet<string>, now: ReadonlySet<string>): ReadonlySet<string> => {
  const set = (code: string, hidden: boolean): void => {
    for (const sourceLayer of ["grids", "grids_labels"]) {
      map.setFeatureState({ source: "grids", sourceLayer, id: code }, { [HIDDEN_STATE]: hidden });
    }
  };
  for (const code of before) if (!now.has(code)) set(code, false);
  for (const code of now) if (!before.has(code)) set(code, true);
  return now;
};
