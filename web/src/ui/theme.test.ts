import { describe, expect, it } from "vitest";
import css from "./theme.css?raw";

/** The colours of a theme by name. */
const colorsOf = (theme: string): Map<string, string> => {
  const block = new RegExp(`\\[data-theme="${theme}"\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? "";
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name = "", color = ""]) => [name, color]));
};

/** Relative luminance and contrast as WCAG 2.2 defines them. */
const luminance = (hex: string): number => {
  const channels = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a: string, b: string): number => {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};

describe.each(["light", "dark"])("the %s theme", (theme) => {
  const colors = colorsOf(theme);
  const ink = ["ink", "ink-2", "ink-3", "accent", "rise", "fall"];

  it.each(["surface", "surface-2"])("has text that is legible on its %s", (ground) => {
    const faint = ink.filter((name) => contrast(colors.get(name) ?? "", colors.get(ground) ?? "") < 4.5);
    expect(faint).toEqual([]);
  });

  it("has text that is legible on buttons and in controls", () => {
    expect(contrast(colors.get("accent-ink") ?? "", colors.get("accent") ?? "")).toBeGreaterThan(4.5);
    expect(contrast(colors.get("ink-2") ?? "", colors.get("surface-3") ?? "")).toBeGreaterThan(4.5);
    expect(contrast(colors.get("accent") ?? "", colors.get("accent-soft") ?? "")).toBeGreaterThan(4.5);
  });
});
