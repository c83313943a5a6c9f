/** Messages as written: texts with names in braces. */
export interface Texts {
  [key: string]: string | Texts;
}
/** What vue-i18n calls for a message. */
type Message = (context: { named: (name: string) => unknown }) => string;
export interface Compiled {
  [key: string]: Message | Compiled;
}

/**
 * Texts as functions. Named values are all that our messages use; the whole message compiler of vue-i18n would be a tenth of
 * what a visitor waits for before anything is seen.
 */
export const compile = (texts: Texts): Compiled =>
  Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [key, typeof text === "string" ? messageOf(text) : compile(text)]),
  );

const shown = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");

const messageOf = (text: string): Message => {
  // Odd parts are names: "a {b} c" is split into "a ", "b", " c".
  const parts = text.split(/\{(\w+)\}/);
  return ({ named }) => parts.map((part, i) => (i % 2 === 0 ? part : shown(named(part)))).join("");
};
