import type { Position } from "../api/types";

// WGS 84
const A = 6_378_137;
const F = 1 / 298.257223563;
const B = A * (1 - F);
const E2 = F * (2 - F);
const E = Math.sqrt(E2);

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

const ENOUGH = 1e-12;
const MOST_STEPS = 50;

/**
 * Length in metres of the geodesic between two places on the ellipsoid (Vincenty 1975, inverse formula). Not for places that
 * are almost antipodal, where it does not converge; nothing on a city's map is.
 */
export const distance = ([lon1, lat1]: Position, [lon2, lat2]: Position): number => {
  const [u1, u2] = [lat1, lat2].map((lat) => Math.atan((1 - F) * Math.tan(radians(lat)))) as [number, number];
  const difference = radians(lon2 - lon1);
  const [sinU1, cosU1, sinU2, cosU2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  let lambda = difference;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const [sinL, cosL] = [Math.sin(lambda), Math.cos(lambda)];
    const sinS = Math.hypot(cosU2 * sinL, cosU1 * sinU2 - sinU1 * cosU2 * cosL);
    if (sinS === 0) return 0;
    const cosS = sinU1 * sinU2 + cosU1 * cosU2 * cosL;
    const sigma = Math.atan2(sinS, cosS);
    const sinAlpha = (cosU1 * cosU2 * sinL) / sinS;
    const cosAlpha2 = 1 - sinAlpha ** 2;
    const cosM = cosAlpha2 === 0 ? 0 : cosS - (2 * sinU1 * sinU2) / cosAlpha2;
    const c = (F / 16) * cosAlpha2 * (4 + F * (4 - 3 * cosAlpha2));
    const last = lambda;
    lambda = difference + (1 - c) * F * sinAlpha * (sigma + c * sinS * (cosM + c * cosS * (2 * cosM ** 2 - 1)));
    if (Math.abs(lambda - last) < ENOUGH) return arc(sigma, sinS, cosS, cosM, cosAlpha2);
  }
  return NaN;
};

const arc = (sigma: number, sinS: number, cosS: number, cosM: number, cosAlpha2: number): number => {
  const u = (cosAlpha2 * (A ** 2 - B ** 2)) / B ** 2;
  const a = 1 + (u / 16384) * (4096 + u * (-768 + u * (320 - 175 * u)));
  const b = (u / 1024) * (256 + u * (-128 + u * (74 - 47 * u)));
  const third = (b / 6) * cosM * (4 * sinS ** 2 - 3) * (4 * cosM ** 2 - 3);
  return B * a * (sigma - b * sinS * (cosM + (b / 4) * (cosS * (2 * cosM ** 2 - 1) - third)));
};

/** Length in metres of a line through places. */
export const lineLength = (line: readonly Position[]): number =>
  line.slice(1).reduce((sum, place, i) => sum + distance(line[i] ?? place, place), 0);

/** q of Snyder's Map Projections (3-12): areas on the ellipsoid grow with it as they do with the sine on a sphere. */
const authalic = (lat: number): number => {
  const sin = Math.sin(radians(lat));
  return (1 - E2) * (sin / (1 - E2 * sin ** 2) + Math.atanh(E * sin) / E);
};
const AUTHALIC_POLE = authalic(90);
const AUTHALIC_RADIUS = A * Math.sqrt(AUTHALIC_POLE / 2);

/**
 * Area in m² on the ellipsoid within a ring (closed by itself), over the sphere of equal area. Between two corners it takes
 * the great circle of that sphere, which differs from the geodesic by less than 1 in 10⁶ of a city's area.
 */
export const ringArea = (ring: readonly Position[]): number => {
  const halves = ring.map(([lon, lat]) => ({
    lon: radians(lon),
    tan: Math.tan(Math.asin(authalic(lat) / AUTHALIC_POLE) / 2),
  }));
  const excess = halves.reduce((sum, b, i) => {
    const a = halves.at(i - 1) ?? b;
    return sum + 2 * Math.atan2(Math.tan((b.lon - a.lon) / 2) * (a.tan + b.tan), 1 + a.tan * b.tan);
  }, 0);
  return Math.abs(excess) * AUTHALIC_RADIUS ** 2;
};
