const EARTH_CIRCUMFERENCE_M = 40_075_016.686;
const TILE_PX = 512;
const PX_PER_M_OF_PAPER = 96 / 0.0254;

/** Metres of ground under one CSS pixel at a latitude of the Mercator map. */
export const metresPerPixel = (zoom: number, lat: number): number =>
  (EARTH_CIRCUMFERENCE_M * Math.cos((lat * Math.PI) / 180)) / (TILE_PX * 2 ** zoom);

/** The n of a scale 1 : n, to three digits. */
export const scaleOf = (metresPerPx: number): number => Number((metresPerPx * PX_PER_M_OF_PAPER).toPrecision(3));

/** The largest length of 1, 2 or 5 times a power of ten whose bar is at most so wide. */
export const scaleBar = (metresPerPx: number, mostPx: number): { metres: number; px: number } => {
  const most = metresPerPx * mostPx;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = power * ([5, 2, 1].find((times) => times * power <= most) ?? 1);
  return { metres, px: metres / metresPerPx };
};
