import { describe, expect, it } from "vitest";
import { compile, type Texts } from "./compile";
import { en } from "./en";
import { enHotspots } from "./enHotspots";
import { i18n, loadLang, loadPart } from "./index";
import { enPlan } from "./enPlan";
import { zh } from "./zh";
import { zhHotspots } from "./zhHotspots";
import { zhPlan } from "./zhPlan";

/** Every message by its path. */
const flat = (texts: Texts, path = ""): [string, string][] =>
  Object.entries(texts).flatMap(([key, text]): [string, string][] =>
    typeof text === "string" ? [[path + key, text]] : flat(text, `${path}${key}.`),
  );
const namesIn = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").sort();
const [first, second] = [new Map(flat({ ...zh, ...zhHotspots, plan: zhPlan })), new Map(flat({ ...en, ...enHotspots, plan: enPlan }))];

describe("the two languages", () => {
  it("have the same messages, none of them empty", () => {
    expect([...second.keys()].sort()).toEqual([...first.keys()].sort());
    expect([...first, ...second].filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  it("put in the same values", () => {
    const differing = [...first].filter(([key, text]) => namesIn(text).join() !== namesIn(second.get(key) ?? "").join());
    expect(differing).toEqual([]);
  });

  it("are each in their own script", () => {
    const chinese = /[\u4e00-\u9fff]/;
    expect([...second].filter(([key, text]) => chinese.test(text) && key !== "app.language")).toEqual([]);
  });
});

describe("messages", () => {
  it("take values by name", async () => {
    const { t } = i18n.global;
    expect(t("legend.in", { min: 300, max: 400 })).toBe("目标 300–400 户");
    expect(t("app.name")).toBe("一张图");
    await loadLang("en");
    i18n.global.locale.value = "en";
    expect(t("legend.in", { min: 300, max: 400 })).toBe("Target 300–400 households");
  });

  it("of the planner come when it is opened, in the language that is then chosen too", async () => {
    const { t } = i18n.global;
    await loadPart("plan", "en");
    expect(t("plan.state.in_force")).toBe("In force");
    await loadLang("zh");
    i18n.global.locale.value = "zh";
    expect(t("plan.state.in_force")).toBe("现行");
    expect(t("app.name")).toBe("一张图");
  });

  it("keep the shape of the texts", () => {
    expect(Object.keys(compile({ a: { b: "{n} c" } }))).toEqual(["a"]);
  });
});
