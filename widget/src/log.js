// The list of messages: shows each one once, keeps the last choices, tells screen readers only what is new.
import { button, el } from "./dom.js";
import { blocks } from "./text.js";

export class Log {
  /** `pressed(title)` for a choice, `resend(message)` for a message that was refused. */
  constructor({ words, pressed, resend }) {
    Object.assign(this, { words, pressed, resend, shown: new Map(), last: null });
    this.list = el("ol", { class: "messages" });
    this.choices = el("div", { class: "choices", role: "group", hidden: true });
    this.typing = el("div", { class: "typing", hidden: true }, el("i"), el("i"), el("i"));
    this.node = el("div", { class: "log", tabindex: "0", role: "region" }, this.list, this.typing, this.choices);
    this.heard = el("div", { class: "unseen", "aria-live": "polite", "aria-atomic": "false" });
  }

  /** Titles in the language shown now; what was said stays as it was said. */
  translate(words) {
    this.words = words;
    this.node.setAttribute("aria-label", words("log"));
    this.choices.setAttribute("aria-label", words("choices"));
    for (const { item, message, state, detail } of this.shown.values()) {
      this.signed(item, message);
      if (state) this.mark(message.client, state, detail);
    }
  }

  clear() {
    this.shown.clear();
    this.last = null;
    this.list.replaceChildren();
    this.offer([]);
    this.working(false);
  }

  /** Adds a message; one that is there already (an echo, another tab) is only completed. Returns whether it is new. */
  add(message) {
    const key = message.client ?? `#${message.seq}`;
    const known = this.shown.get(key);
    if (known) {
      if (message.seq) this.settle(known, message);
      return false;
    }
    const item = el("li", { class: `message ${message.from}`, lang: message.language });
    const body = message.shared && !message.text ? [el("p", {}, this.words("position_shared"))] : null;
    item.append(el("div", { class: "who" }), el("div", { class: "said" }, ...(body ?? blocks(message.text, this.words("new_tab")))));
    if (this.last?.from === message.from && this.last?.name === message.name) item.classList.add("next");
    this.signed(item, message);
    this.list.append(item);
    this.shown.set(key, { item, message, state: null });
    this.last = message;
    this.offer(message.from === "citizen" ? [] : message.choices ?? []);
    if (message.fresh) this.tell(message, item);
    this.scroll(message, item);
    return true;
  }

  /** The server has it: its number and hour are those that count. */
  settle(known, message) {
    Object.assign(known.message, { seq: message.seq, at: message.at, text: message.text });
    known.item.querySelector(".said").replaceChildren(
      ...(message.text ? blocks(message.text, this.words("new_tab")) : [el("p", {}, this.words("position_shared"))]),
    );
    this.signed(known.item, known.message);
    this.mark(message.client, "sent");
  }

  signed(item, { from, name, at }) {
    const who = from === "citizen" ? this.words("you") : name ?? this.words(from === "agent" ? "agent" : "assistant");
    const hour = at && new Date(at).toLocaleTimeString(`${this.words.language}-CA`, { hour: "numeric", minute: "2-digit" });
    const line = item.querySelector(".who");
    line.lang = this.words.language;
    line.replaceChildren(el("span", {}, who), hour ? el("time", { datetime: new Date(at).toISOString() }, hour) : "");
  }

  /** Shows how the sending of a message goes: sending, waiting, failed, sent. */
  mark(client, state, detail = "") {
    const known = this.shown.get(client);
    if (!known) return;
    Object.assign(known, { state, detail });
    known.item.querySelector(".state")?.remove();
    if (state === "sent" && known.message !== this.last) return;
    const again = () => this.resend(known.message);
    known.item.append(el("div", { class: `state ${state}`, lang: this.words.language },
      el("span", {}, detail || this.words(state)),
      state === "failed" ? button(this.words("resend"), { onclick: again }) : null));
    if (state === "failed") this.say(detail || this.words("failed"));
  }

  working(on) {
    clearTimeout(this.slow);
    this.typing.hidden = !on;
    if (on) {
      this.slow = setTimeout(() => this.say(this.words("working")), 2500);
      this.node.scrollTop = this.node.scrollHeight;
    }
  }

  offer(choices) {
    this.choices.replaceChildren(...choices.map((title) => button(title, { onclick: () => this.pressed(title) })));
    this.choices.hidden = !choices.length;
    this.choices.lang = this.last?.language ?? "";
  }

  /** New words for screen readers: each once, in its own language. */
  tell(message, item) {
    if (message.from === "citizen") return;
    const who = item.querySelector(".who span").textContent;
    const count = message.choices?.length;
    this.say(`${who}: ${message.text}${count ? ` (${this.words("choices_heard", { count })})` : ""}`, message.language);
  }

  say(text, language = this.words.language) {
    const line = el("p", { lang: language }, text);
    this.heard.append(line);
    setTimeout(() => line.remove(), 15000);
  }

  /** New words come into view from their beginning: the question stays on top while a long answer grows below it. */
  scroll(message, item) {
    const log = this.node;
    const asked = message.from === "citizen" ? item : [...this.list.querySelectorAll(".citizen")].at(-1);
    const bottom = log.scrollHeight - log.clientHeight;
    log.scrollTop = asked && message.fresh ? Math.min(bottom, asked.offsetTop - 8) : bottom;
  }
}
