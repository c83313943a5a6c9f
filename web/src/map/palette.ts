import type { Theme } from "../state/url";

/** Colours of everything on the map that is not data. */
export interface Ink {
  land: string;
  green: string;
  water: string;
  waterLine: string;
  roadMajor: string;
  roadMinor: string;
  roadCasing: string;
  building: string;
  buildingLine: string;
  boundary: string;
  boundaryHalo: string;
  label: string;
  labelQuiet: string;
  labelWater: string;
  halo: string;
  selection: string;
  selectionHalo: string;
  complaint: string;
  complaintLine: string;
  complaintLabel: string;
  hatch: string;
}

export const INK: Record<Theme, Ink> = {
  light: {
    land: "#f4f3ee",
    green: "#e4ead9",
    water: "#c5dcea",
    waterLine: "#a9c8dc",
    roadMajor: "#ffffff",
    roadMinor: "#fdfdfb",
    roadCasing: "#d5d1c6",
    building: "#dfdad0",
    buildingLine: "#c3bcae",
    boundary: "#3d4654",
    boundaryHalo: "#ffffff",
    label: "#222a35",
    labelQuiet: "#5a6472",
    labelWater: "#4d7f9e",
    halo: "#ffffff",
    selection: "#1659c7",
    selectionHalo: "#ffffff",
    complaint: "#c8501e",
    complaintLine: "#ffffff",
    complaintLabel: "#ffffff",
    hatch: "#9aa1ab",
  },
  dark: {
    land: "#14181e",
    green: "#18211d",
    water: "#1b2c3c",
    waterLine: "#274258",
    roadMajor: "#3a434f",
    roadMinor: "#2a313a",
    roadCasing: "#14181e",
    building: "#303844",
    buildingLine: "#4a5665",
    boundary: "#8794a4",
    boundaryHalo: "#0c0f13",
    label: "#e6ebf1",
    labelQuiet: "#a3adb9",
    labelWater: "#6b9ab8",
    halo: "#10141a",
    selection: "#7db4ff",
    selectionHalo: "#0c0f13",
    complaint: "#f08a4b",
    complaintLine: "#14181e",
    complaintLabel: "#14181e",
    hatch: "#5d6773",
  },
};

/** The server's heat palette that begins near the ground: ColorBrewer YlOrRd on light, inferno on dark. */
export const HEAT_PALETTE: Record<Theme, string> = { light: "heat", dark: "inferno" };

/** ColorBrewer YlGnBu on light, viridis on dark: low is near the ground, high stands out. Zero has a colour of its own. */
export const SEQUENTIAL: Record<Theme, { zero: string; classes: readonly string[] }> = {
  light: { zero: "#fbfbef", classes: ["#e3f3b8", "#a5dab6", "#52b5c0", "#2a7ab5", "#253a90"] },
  dark: { zero: "#2a2440", classes: ["#443983", "#31688e", "#21918c", "#5ec962", "#fde725"] },
};

/** Blue below, neutral within, orange above: told apart by every kind of colour vision. */
export const DIVERGING: Record<Theme, { below: readonly [string, string]; within: string; above: readonly [string, string, string] }> = {
  light: { below: ["#3f7fb8", "#9cc3df"], within: "#e9e7dd", above: ["#f5cd98", "#e39445", "#ad5510"] },
  dark: { below: ["#74b6ee", "#3f6f9c"], within: "#343c47", above: ["#8a5f31", "#c98639", "#ffc476"] },
};

/** Fewer in blue, more in orange, three strengths on either side of no change. */
export const CHANGE: Record<Theme, readonly string[]> = {
  light: ["#2b6ca8", "#74a9d2", "#bcd7ea", "#f1efe7", "#f8d5a8", "#e79a4b", "#ad5510"],
  dark: ["#7cc0f7", "#4a86bd", "#2f5577", "#343c47", "#6f4c28", "#b97931", "#ffc476"],
};
