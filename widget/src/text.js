// Turns what was said into paragraphs, lists and links, node by node.
import { el } from "./dom.js";

const LINKS = new RegExp(
  [
    "(?<url>https?://[^\\s<>\"«»]+[^\\s<>\"«».,;:!?)\\]])",
    "(?<mail>[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+)",
    "(?<phone>(?:\\b1[ -])?(?:\\(\\d{3}\\) ?|\\b\\d{3}[ -])\\d{3}-\\d{4}\\b|\\b[2-9]-1-1\\b|\\b9-8-8\\b|\\b1 866 APPELLE\\b)",
  ].join("|"),
  "g",
);
const BULLET = /^\s*[•-]\s+/;

/** Block nodes of a message. `newTab` is said after links for those who cannot see where they open. */
export function blocks(text, newTab) {
  const nodes = [];
  let list = null;
  for (const line of text.split("\n")) {
    if (BULLET.test(line)) {
      if (!list) nodes.push((list = el("ul")));
      list.append(el("li", {}, ...linked(line.replace(BULLET, ""), newTab)));
    } else {
      list = null;
      if (line.trim()) nodes.push(el("p", {}, ...linked(line, newTab)));
    }
  }
  return nodes;
}

/** Text and link nodes of one line. */
export function linked(line, newTab) {
  const parts = [];
  let end = 0;
  for (const match of line.matchAll(LINKS)) {
    parts.push(line.slice(end, match.index), link(match, newTab));
    end = match.index + match[0].length;
  }
  return [...parts, line.slice(end)].filter((part) => part !== "");
}

function link(match, newTab) {
  const { url, mail } = match.groups;
  if (url) {
    const props = { href: url, target: "_blank", rel: "noopener noreferrer" };
    return el("a", props, shown(url), el("span", { class: "unseen" }, ` ${newTab}`));
  }
  return el("a", { href: mail ? `mailto:${mail}` : `tel:${dialled(match[0])}` }, match[0]);
}

function shown(url) {
  return url.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "");
}

function dialled(phone) {
  return phone.replace("APPELLE", "2773553").replace(/\D/g, "");
}
