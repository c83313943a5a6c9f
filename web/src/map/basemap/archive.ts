import { PMTiles, Protocol, TileType } from "pmtiles";
import type { RequestParameters } from "maplibre-gl";
import type { Ground } from "./ground";

const protocol = new Protocol();

/** Answers MapLibre's requests for `pmtiles://` addresses. */
export const tile = async (request: RequestParameters, abort: AbortController): Promise<{ data: object }> => {
  const { data } = await protocol.tilev4(request, abort);
  // MapLibre leaves a picture out where there is none, though its types do not say so.
  return { data: data as object };
};

interface Metadata {
  attribution?: string;
  vector_layers?: { id: string }[];
}

/** What an archive holds and whom it names as its source. Throws where it cannot be read. */
export const readArchive = async (url: string): Promise<{ ground: Ground; attribution: string | null }> => {
  const archive = new PMTiles(url);
  protocol.add(archive);
  const header = await archive.getHeader();
  const metadata = (await archive.getMetadata()) as Metadata;
  const extent: Pick<Ground, "minzoom" | "maxzoom" | "bounds"> = {
    minzoom: header.minZoom,
    maxzoom: header.maxZoom,
    bounds: [header.minLon, header.minLat, header.maxLon, header.maxLat],
  };
  const tiles = `pmtiles://${url}/{z}/{x}/{y}`;
  return {
    ground:
      header.tileType === TileType.Mvt
        ? { kind: "vector", tiles, sourceLayers: (metadata.vector_layers ?? []).map(({ id }) => id), ...extent }
        : { kind: "raster", pictures: [[tiles]], tilePx: RASTER_TILE_PX, ...extent },
    attribution: plain(metadata.attribution),
  };
};

// A header does not say how large its pictures are; archives of them follow the web's first tiles.
const RASTER_TILE_PX = 256;

/** An attribution may be HTML; here it is text. */
const plain = (html: string | undefined): string | null =>
  new DOMParser().parseFromString(html ?? "", "text/html").body.textContent.trim() || null;
