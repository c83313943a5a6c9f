import { expect, it } from "vitest";
import { searchTree } from "./categories";

const tree = [
  { name: "市容环境", count: 3, subcategories: [{ name: "占道经营", count: 2 }, { name: "垃圾未清", count: 1 }] },
  { name: "Noise", count: 2, subcategories: [{ name: "Construction", count: 2 }] },
];

it("finds categories with all inside, and subcategories alone", () => {
  expect(searchTree(tree, "")).toEqual(tree);
  expect(searchTree(tree, "noise")).toEqual([tree[1]]);
  expect(searchTree(tree, "占道")).toEqual([{ ...tree[0], subcategories: [{ name: "占道经营", count: 2 }] }]);
  expect(searchTree(tree, "nothing")).toEqual([]);
});
