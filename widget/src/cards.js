// Small cards shown above the composer: a question to confirm, the rating.
import { button, el } from "./dom.js";

/** A question with a yes and a way back. */
export function confirmation(question, yes, no, { accept, cancel }) {
  return el("div", { class: "card", role: "group", "aria-labelledby": "card-title", tabindex: "-1" },
    el("p", { id: "card-title" }, question),
    el("div", { class: "row" }, button(yes, { class: "strong", onclick: accept }), button(no, { onclick: cancel })));
}

/** One to five, a comment if wanted; `rate(score, comment)` sends them. */
export function rating(words, { rate, skip }) {
  const scores = words("ratings").map((label, index) => el("label", { class: "score" },
    el("input", { type: "radio", name: "score", value: index + 1, required: true }), el("span", {}, label)));
  const comment = el("textarea", { id: "comment", rows: "2", maxlength: "2000" });
  const submit = (event) => {
    event.preventDefault();
    rate(Number(new FormData(event.target).get("score")), comment.value.trim());
  };
  return el("form", { class: "card", tabindex: "-1", "aria-labelledby": "card-title", onsubmit: submit },
    el("fieldset", {}, el("legend", { id: "card-title" }, words("rating_title")), el("div", { class: "scores" }, ...scores)),
    el("label", { for: "comment" }, words("rating_comment")), comment,
    el("div", { class: "row" },
      button(words("rating_send"), { class: "strong", type: "submit" }), button(words("rating_skip"), { onclick: skip })));
}
