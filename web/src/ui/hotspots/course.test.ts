import { describe, expect, it } from "vitest";
import { barsOf } from "./course";

describe("the bars of a course", () => {
  it("stand on zero, as long as z, marked where a step is hot or cold", () => {
    expect(barsOf([6, -3, 1.5], "+-.", 48)).toEqual({
      zero: 32,
      bars: [
        { side: "hot", top: 0, height: 32 },
        { side: "cold", top: 32, height: 16 },
        { side: "neither", top: 24, height: 8 },
      ],
    });
  });

  it("are short where z is, and hardly there where it is missing", () => {
    expect(barsOf([1, null], "..", 48)).toEqual({ zero: 48, bars: [{ side: "neither", top: 32, height: 16 }, { side: "neither", top: 47, height: 1 }] });
    expect(barsOf([-1], ".", 48)).toEqual({ zero: 0, bars: [{ side: "neither", top: 0, height: 16 }] });
  });
});
