import type { LayerSpecification } from "maplibre-gl";
import type { Painter } from "../style";

/** The chosen area and the chosen building, on top of every boundary. */
export const selectionOutline = (painter: Painter): LayerSpecification[] => {
  const { area, building } = painter.selected;
  return [
    ...(area && painter.levels.includes(area.level) ? outline(painter, area.level, "code", area.code) : []),
    ...(building ? outline(painter, "buildings", "id", building) : []),
  ];
};

const outline = ({ ink }: Painter, source: string, key: string, value: string): LayerSpecification[] => {
  const line = (id: string, color: string, width: number): LayerSpecification => ({
    id,
    type: "line",
    source,
    "source-layer": source,
    filter: ["==", ["to-string", ["get", key]], value],
    layout: { "line-join": "round" },
    paint: { "line-color": color, "line-width": width },
  });
  return [line(`selected-${source}-halo`, ink.selectionHalo, 6.5), line(`selected-${source}`, ink.selection, 3)];
};
