import { expect, it } from "vitest";
import { clampSplit, splitAfterKey } from "./split";

it("moves the divider by keys, never out of sight", () => {
  expect(splitAfterKey(0.5, "ArrowLeft")).toBeCloseTo(0.48, 12);
  expect(splitAfterKey(0.5, "PageUp")).toBeCloseTo(0.6, 12);
  expect(splitAfterKey(0.5, "Home")).toBe(0.04);
  expect(splitAfterKey(0.95, "PageUp")).toBe(0.96);
  expect(splitAfterKey(0.5, "a")).toBeNull();
  expect(clampSplit(-3)).toBe(0.04);
});
