// The widget's strings, one file per language.
import en from "../i18n/en.js";
import fr from "../i18n/fr.js";

const LANGUAGES = { fr, en };

/** A function that gives the string of a key in a language, with its {names} filled. */
export function wordsIn(language) {
  const words = LANGUAGES[language] ?? fr;
  return (key, values = {}) => {
    const word = words[key];
    return typeof word === "string" ? word.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "") : word;
  };
}

/** `en` or `fr` from any language tag. */
export function languageOf(tag) {
  return (tag ?? "").toLowerCase().startsWith("en") ? "en" : "fr";
}
