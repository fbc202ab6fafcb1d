// The answer box: canned replies by « / », drafts that survive a reload, words that survive a failure.
import { post } from "./http.js";
import { announce } from "./signals.js";
import { refreshThread } from "./thread.js";

const TYPING = 15000; // one sign of life in that time
let typedAt = 0;

const box = () => document.getElementById("answer");
const options = () => document.getElementById("canned");
const article = () => document.getElementById("conversation");
const draftKey = () => `draft-${article().dataset.id}`;

export function startComposer() {
  const answer = box();
  if (!answer || answer.dataset.ready) return;
  answer.dataset.ready = "1";
  answer.value = sessionStorage.getItem(draftKey()) ?? "";
  answer.addEventListener("input", typed);
  answer.addEventListener("keydown", pressed);
  answer.form.addEventListener("submit", send);
  options().addEventListener("mousedown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[data-text]");
    if (option) choose(option);
  });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button.insert");
  if (button && box()) insert(button.dataset.text);
});

function insert(text) {
  const answer = box();
  answer.value = answer.value.trim() ? `${answer.value.trimEnd()}\n${text}` : text;
  sessionStorage.setItem(draftKey(), answer.value);
  answer.focus();
}

async function send(event) {
  event.preventDefault();
  const answer = box();
  const text = answer.value.trim();
  const button = document.getElementById("send");
  if (!text || button.disabled) return;
  button.disabled = true;
  const response = await post(answer.form.action, { text }, { "X-Desk": "lines" }).catch(() => null);
  button.disabled = false;
  if (response?.ok) {
    sessionStorage.removeItem(draftKey());
    answer.value = "";
    refreshThread();
  } else if (response?.status === 409) {
    const template = document.createElement("template");
    template.innerHTML = await response.text();
    article().replaceWith(template.content.querySelector("#conversation"));
    window.htmx.process(article());
    startComposer();
  } else {
    announce(document.getElementById("desk").dataset.unsent, true);
  }
  box()?.focus();
}

function typed() {
  const answer = box();
  sessionStorage.setItem(draftKey(), answer.value);
  if (Date.now() - typedAt > TYPING) {
    typedAt = Date.now();
    post(article().dataset.typing, {});
  }
  if (answer.value.startsWith("/") && !answer.value.includes("\n")) search(answer.value.slice(1));
  else hide();
}

async function search(query) {
  const answer = box();
  const response = await fetch(`${answer.form.dataset.canned}?q=${encodeURIComponent(query)}`).catch(() => null);
  if (!response?.ok || !answer.value.startsWith("/")) return;
  options().innerHTML = await response.text();
  options().hidden = false;
  mark(options().querySelector("[data-text]"));
}

function mark(option) {
  for (const other of options().children) other.setAttribute("aria-selected", String(other === option));
  if (option) {
    box().setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }
}

function choose(option) {
  box().value = option.dataset.text;
  sessionStorage.setItem(draftKey(), box().value);
  hide();
  box().focus();
}

function hide() {
  options().hidden = true;
  box().removeAttribute("aria-activedescendant");
}

function pressed(event) {
  if (event.key === "Enter" && event.ctrlKey) {
    event.preventDefault();
    box().form.requestSubmit();
    return;
  }
  if (options().hidden) return;
  const all = [...options().querySelectorAll("[data-text]")];
  const now = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown") mark(all[(now + 1) % all.length]);
  else if (event.key === "ArrowUp") mark(all[(now - 1 + all.length) % all.length]);
  else if (event.key === "Enter" && all[now]) choose(all[now]);
  else if (event.key === "Escape") hide();
  else return;
  event.preventDefault();
}
