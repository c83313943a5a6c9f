import type { Category } from "../../api/types";

/** The categories that match `text` by their own name, with all inside, or by the name of some inside, with those. */
export const searchTree = (categories: readonly Category[], text: string): Category[] => {
  const matches = (name: string): boolean => name.toLowerCase().includes(text.toLowerCase());
  return categories.flatMap((category) => {
    if (matches(category.name)) return [category];
    const subcategories = category.subcategories.filter(({ name }) => matches(name));
    return subcategories.length ? [{ ...category, subcategories }] : [];
  });
};
