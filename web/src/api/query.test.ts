import { describe, expect, it } from "vitest";
import { type Filter, filterParams, withQuery } from "./query";

const filter: Filter = {
  window: { from: "2025-12-02", to: "2026-01-01" },
  categories: [],
  subcategories: [],
  channels: [],
};

describe("filter parameters", () => {
  it("hold only the window by default", () => {
    expect(withQuery("/x", filterParams(filter))).toBe("/x?from=2025-12-02&to=2026-01-01");
  });

  it("do not depend on the order of choice", () => {
    expect(filterParams({ ...filter, categories: ["b", "a"] })).toEqual(filterParams({ ...filter, categories: ["a", "b"] }));
  });

  it("name the category of a subcategory, since its own name may occur in several", () => {
    const subcategories = [{ category: "c", name: "x" }, { category: "c", name: "y" }];
    expect(filterParams({ ...filter, subcategories }).slice(2)).toEqual([
      ["category", "c"],
      ["subcategory", "x"],
      ["subcategory", "y"],
    ]);
  });
});
