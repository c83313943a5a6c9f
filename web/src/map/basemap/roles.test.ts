import { describe, expect, it } from "vitest";
import { roleOf } from "./roles";

// The layers of the schemas as their documentation lists them, by what they hold.
const SCHEMAS = {
  // openmaptiles.org/schema
  openmaptiles: {
    land: ["landcover", "landuse", "park"],
    water: ["water", "waterway"],
    road: ["transportation"],
    building: ["building"],
    boundary: ["boundary"],
    place: ["place", "poi", "water_name_label", "housenumber", "mountain_peak", "aerodrome_label"],
  },
  // docs.protomaps.com/basemaps/layers
  protomaps: {
    land: ["earth", "landcover", "landuse", "natural"],
    water: ["water"],
    road: ["roads", "transit"],
    building: ["buildings"],
    boundary: ["boundaries"],
    place: ["places", "pois"],
  },
  // shortbread-tiles.org/schema/1.0
  shortbread: {
    land: ["land", "sites"],
    water: ["ocean", "water_polygons", "water_lines", "dam_lines", "pier_polygons"],
    road: ["streets", "street_polygons", "bridges", "ferries"],
    building: ["buildings"],
    boundary: ["boundaries"],
    place: ["place_labels", "street_labels", "boundary_labels", "public_transport_labels"],
  },
};

describe("the role of a source layer", () => {
  for (const [schema, roles] of Object.entries(SCHEMAS)) {
    it(`is known for every layer of ${schema}`, () => {
      for (const [role, names] of Object.entries(roles)) {
        for (const name of names) expect([name, roleOf(name)]).toEqual([name, role]);
      }
    });
  }
  it("is null for a name that says nothing", () => {
    expect(roleOf("layer_7")).toBeNull();
  });
});
