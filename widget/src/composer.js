// Where a citizen writes: grows with the text, sends on Enter, proposes addresses while one is being typed.
import { button, el } from "./dom.js";

const ADDRESS = /(?:^|[\s,])(\d{1,5}[a-z]?,?\s+[\p{L}][\p{L}\d\s.'’-]{2,60})$/iu;
const DELAY = 250; // ms of rest before the city is asked
const DRAFT = "guichet:draft";

export class Composer {
  /** `send(text)` sends; `place()` shares the position; `find(query, signal)` gives addresses; `say(text)` is heard. */
  constructor({ send, place, find, say }) {
    Object.assign(this, { sendText: send, place, find, say, longest: 2000 });
    this.field = el("textarea", { rows: "1", id: "text", enterkeyhint: "send", autocomplete: "off" });
    this.label = el("label", { for: "text", class: "unseen" });
    this.hint = el("p", { id: "hint", class: "unseen" });
    this.excess = el("p", { id: "excess", class: "excess", role: "alert", hidden: true });
    this.list = el("div", { class: "addresses", role: "group", hidden: true });
    this.form = el("form", { class: "composer" });
    this.node = el("div", {}, this.list, this.excess, this.form);
    this.field.setAttribute("aria-describedby", "hint excess");
    this.field.addEventListener("input", () => this.changed());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("keydown", (event) => this.walk(event));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.field.value = draft();
  }

  translate(words) {
    this.words = words;
    this.label.textContent = words("write");
    this.field.placeholder = words("placeholder");
    this.hint.textContent = words("hint");
    this.list.setAttribute("aria-label", words("addresses"));
    const place = { iconName: "pin", bare: true, class: "place", onclick: this.place };
    this.form.replaceChildren(
      ...("geolocation" in navigator ? [button(words("position"), place)] : []), this.label, this.field, this.hint,
      button(words("send"), { iconName: "send", bare: true, class: "send", type: "submit" }));
    this.changed();
  }

  send() {
    const text = this.field.value.trim();
    if (!text || text.length > this.longest) return;
    this.field.value = "";
    this.changed();
    this.sendText(text);
  }

  changed() {
    const text = this.field.value;
    const over = text.length - this.longest;
    this.excess.hidden = over <= 0;
    this.excess.textContent = over > 0 ? this.words("too_long", { count: over }) : "";
    draft(text);
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight + 2, 140)}px`;
    this.look(text);
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    } else if (event.key === "ArrowUp" && !this.list.hidden) {
      event.preventDefault();
      this.list.lastElementChild.focus();
    }
  }

  /** Arrows among the addresses; Escape, or down from the last one, goes back to the text. */
  walk(event) {
    const at = event.target;
    const next = { ArrowUp: at.previousElementSibling ?? at, ArrowDown: at.nextElementSibling ?? this.field }[event.key];
    if (event.key === "Escape") {
      event.stopPropagation();
      this.propose([]);
      this.field.focus();
    } else if (next) {
      event.preventDefault();
      next.focus();
    }
  }

  look(text) {
    clearTimeout(this.timer);
    this.asking?.abort();
    const typed = ADDRESS.exec(text)?.[1];
    if (!typed) {
      this.propose([]);
      return;
    }
    this.timer = setTimeout(async () => {
      this.asking = new AbortController();
      const found = await this.find(typed, this.asking.signal).catch(() => []);
      if (this.field.value === text) this.propose(found.filter((label) => label !== typed), typed);
    }, DELAY);
  }

  propose(addresses, typed = "") {
    const pick = (label) => () => {
      this.field.value = this.field.value.slice(0, this.field.value.length - typed.length) + label;
      this.changed();
      clearTimeout(this.timer);
      this.propose([]);
      this.field.focus();
    };
    this.list.replaceChildren(...addresses.map((label) => button(label, { onclick: pick(label) })));
    if (addresses.length && this.list.hidden) this.say(this.words("addresses_heard", { count: addresses.length }));
    this.list.hidden = !addresses.length;
  }
}

/** What was being written when the page changed; in this tab only. */
function draft(text) {
  try {
    if (text === undefined) return sessionStorage.getItem(DRAFT) ?? "";
    sessionStorage.setItem(DRAFT, text);
  } catch {
    // Not kept where storage is blocked.
  }
  return text;
}
