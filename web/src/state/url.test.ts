import { describe, expect, it } from "vitest";
import { decodeView, encodeView, initialView, type ViewState } from "./url";

const full: ViewState = {
  face: "plan",
  area: { level: "grids", code: "340111001001003" },
  building: "B 12/3",
  days: 30,
  window: { from: "2025-03-01", to: "2025-04-15" },
  categories: ["噪声扰民", "A&B, C"],
  subcategories: [{ category: "市容环境", name: "占道/经营" }],
  channels: ["12345热线"],
  layers: ["fill", "hotspots", "grids"],
  opacity: { fill: 0.5 },
  measure: "density",
  fillLevel: "communities",
  breaks: "jenks",
  bandwidth: 600,
  heatPer: "household",
  cells: "density",
  compare: "swipe",
  base: "year",
  plan: 12,
  proposal: 3,
  camera: { zoom: 12.34, lon: 117.30001, lat: 31.79999 },
  theme: "dark",
  lang: "en",
};

describe("the view in the address", () => {
  it("is empty at the start", () => {
    expect(encodeView(initialView())).toBe("");
    expect(decodeView("")).toEqual(initialView());
  });

  it("restores everything", () => {
    expect(decodeView(encodeView(full))).toEqual(full);
  });

  it("tells no layers from those of the face", () => {
    expect(decodeView(encodeView({ ...initialView(), layers: [] })).layers).toEqual([]);
    expect(decodeView(encodeView({ ...initialView(), layers: null })).layers).toBeNull();
  });

  it("opens a plan in the face for plans", () => {
    expect(decodeView("plan=3")).toEqual({ ...initialView(), plan: 3, face: "plan" });
  });

  it("stays legible", () => {
    expect(encodeView({ ...initialView(), area: { level: "grids", code: "340111" }, camera: { zoom: 11, lon: 117.3, lat: 31.8 } }))
      .toBe("area=grids/340111&at=11.00/31.80000/117.30000");
  });

  it.each([
    "face=other", "area=grids", "area=planets/1", "days=-3", "days=x", "from=2025-02-30&to=2025-03-01",
    "from=2025-03-02&to=2025-03-01", "opacity=fill:7", "at=1/2", "at=99/0/0", "at=3/x/4", "theme=pink", "lang=fr", "bandwidth=0", "plan=x", "plan=-1",
  ])("ignores what cannot be: %s", (query) => {
    expect(decodeView(query)).toEqual(initialView());
  });
});
