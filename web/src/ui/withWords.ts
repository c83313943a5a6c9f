import { type Component, defineAsyncComponent } from "vue";
import { loadPart, type Part } from "../i18n";
import { useView } from "../state/view";

/** A component of a part of the page, which comes with its words when it is asked for. */
export const withWords = (part: Part, load: () => Promise<{ default: Component }>): Component =>
  defineAsyncComponent(async () => {
    const [component] = await Promise.all([load(), loadPart(part, useView().lang)]);
    return component;
  });
