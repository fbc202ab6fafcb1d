// The panel: header, notices, messages, composer. It holds no conversation; it shows one and passes on what is asked.
import { button, el } from "./dom.js";
import { linked } from "./text.js";

const PHONE = "(max-width: 30rem), (max-height: 28rem)";

export class Panel {
  /** `asks` has one function per thing that may be asked: close, language, person, start, download, erase, end. */
  constructor({ log, composer, asks }) {
    Object.assign(this, { log, composer, asks, agent: null });
    this.header = el("header");
    this.welcome = el("div", { class: "welcome" });
    this.notice = el("p", { class: "notice", role: "status", hidden: true });
    this.cards = el("div", { class: "cards" });
    this.tools = el("div", { class: "tools" });
    this.log.node.prepend(this.welcome);
    this.node = el("dialog", { "aria-labelledby": "title" },
      this.header, this.notice, this.log.node, this.cards, this.tools, this.composer.node, this.log.heard);
    this.node.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.escape();
    });
    this.node.addEventListener("keydown", (event) => event.key === "Escape" && !this.modal && this.escape());
  }

  get isOpen() {
    return this.node.open;
  }

  /** A window beside the page on a wide screen, a page of its own on a phone or when enlarged. */
  open() {
    if (this.isOpen) return;
    this.modal = matchMedia(PHONE).matches;
    this.node.classList.toggle("full", this.modal);
    this.modal ? this.node.showModal() : this.node.show();
    if (this.cards.firstChild) this.cards.firstChild.focus();
    else this.composer.field.focus();
  }

  close() {
    this.node.close();
  }

  /** Escape closes what is on top: the options, then a card, then the panel. */
  escape() {
    if (this.menu && !this.menu.hidden) this.toggleMenu(false);
    else if (this.cards.firstChild) this.card(null);
    else this.asks.close();
  }

  translate(words, city) {
    this.words = words;
    this.city = city;
    this.node.lang = words.language;
    this.fillHeader();
    this.fillWelcome();
    this.tools.replaceChildren(button(words("person"), { iconName: "person", onclick: this.asks.person }));
  }

  /** Who answers: the assistant (null) or a person, by name when given. */
  speaksWith(agent) {
    if (agent === this.agent) return;
    this.agent = agent;
    this.fillHeader();
  }

  fillHeader() {
    const { words, city, asks } = this;
    const other = words.language === "fr" ? "en" : "fr";
    const name = this.agent === null ? words("assistant") : this.agent ? words("with_agent", { name: this.agent }) : words("agent");
    const item = (key) => button(words(key), { onclick: () => this.toggleMenu(false) || asks[key]() });
    this.menu = el("div", { class: "menu", id: "menu", hidden: true }, ["download", "erase", "end"].map(item));
    this.menuButton = button(words("options"), {
      iconName: "options", bare: true, "aria-expanded": "false", "aria-controls": "menu",
      onclick: () => this.toggleMenu(this.menu.hidden),
    });
    const language = button(words("other_language"), { lang: other, class: "language", onclick: () => asks.language(other) });
    this.header.replaceChildren(
      el("div", { class: "names" }, el("h2", { id: "title" }, city.service ?? city.city ?? words("assistant")), el("p", {}, name)),
      ...(city.english === "emergency" ? [] : [language]),
      this.menuButton, this.menu, button(words("close"), { iconName: "close", bare: true, onclick: asks.close }));
  }

  toggleMenu(on) {
    this.menu.hidden = !on;
    this.menuButton.setAttribute("aria-expanded", String(on));
    (on ? this.menu.firstElementChild : this.menuButton).focus();
  }

  /** Who answers, what becomes of what is written, first questions: before the first message only. */
  fillWelcome() {
    const { words, city } = this;
    const newTab = el("span", { class: "unseen" }, ` ${words("new_tab")}`);
    const more = city.privacy_link
      ? el("a", { href: city.privacy_link, target: "_blank", rel: "noopener noreferrer" }, words("privacy_more"), newTab)
      : null;
    this.welcome.replaceChildren(
      el("p", { class: "greeting" }, city.city ? words("greeting", city) : words("greeting_plain")),
      el("section", { class: "privacy", "aria-labelledby": "privacy" },
        el("h3", { id: "privacy" }, words("privacy_title")),
        el("p", {}, words("privacy", { days: city.keep_days ?? "90" }), " ", more),
        city.privacy_email ? el("p", {}, ...linked(words("privacy_write", { email: city.privacy_email }))) : null),
      el("div", { class: "starters", role: "group", "aria-label": words("starters_title") },
        words("starters").map((question) => button(question, { onclick: () => this.asks.start(question) }))));
  }

  /** Starters go with the first message; the notice on privacy stays at the top of the conversation. */
  begun(on) {
    this.welcome.classList.toggle("begun", on);
  }

  warn(text) {
    this.notice.textContent = text ?? "";
    this.notice.hidden = !text;
  }

  /** Shows a card and moves to it; null takes it away and comes back to the text. */
  card(node) {
    this.cards.replaceChildren(...(node ? [node] : []));
    (node ?? this.composer.field).focus();
  }
}
