import { defineStore } from "pinia";
import { fetchBasemap } from "../api/endpoints";
import type { SentBasemap } from "../api/types";
import { type Basemap, TIANDITU } from "../map/basemap/ground";
import { useResource } from "./resource";

/** The map under the city, where one is configured. */
export const useBasemap = defineStore("basemap", () => {
  const { data, error, reload } = useResource(() => "basemap", async (_, signal) => drawable(await fetchBasemap(signal)));
  return { basemap: data, error, reload };
});

const drawable = async ({ source, approval, attribution }: SentBasemap): Promise<Basemap | null> => {
  if (!source) return null;
  if (source.kind === "tianditu") {
    return { ground: { kind: "raster", pictures: [source.ground, source.names], ...TIANDITU }, approval, attribution: attribution ?? "天地图" };
  }
  const { readArchive } = await import("../map/basemap/archive");
  const archive = await readArchive(location.origin + source.url);
  return { ground: archive.ground, approval, attribution: attribution ?? archive.attribution };
};
