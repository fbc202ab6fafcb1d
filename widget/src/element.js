// <guichet-chat endpoint="https://…/webhooks/web" lang="fr">: the bubble, the panel, and what links them.
import { confirmation, rating } from "./cards.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { el, icon } from "./dom.js";
import { Log } from "./log.js";
import { Panel } from "./panel.js";
import { Transport } from "./transport.js";
import { languageOf, wordsIn } from "./words.js";

const OPEN = "guichet:open";
const STYLES = new URL("../styles.css", import.meta.url);

export class GuichetChat extends HTMLElement {
  static observedAttributes = ["lang"];

  connectedCallback() {
    if (!this.shadowRoot) this.build();
    this.join();
    if (remembered()) this.open();
  }

  disconnectedCallback() {
    this.conversation?.close();
    this.conversation = null;
  }

  attributeChangedCallback(_name, _before, value) {
    if (this.shadowRoot && languageOf(value) !== this.language) this.speak(languageOf(value));
  }

  /** Opens the panel. */
  open() {
    this.unread = 0;
    this.showCount();
    this.panel.open();
    this.bubble.hidden = true;
    remembered(true);
    this.learn();
  }

  /** Closes the panel; the conversation goes on. */
  close() {
    this.panel.close();
    this.bubble.hidden = false;
    this.bubble.focus();
    remembered(false);
  }

  build() {
    this.language = languageOf(this.getAttribute("lang") || document.documentElement.lang);
    this.city = {};
    this.unread = 0;
    const words = this.words();
    this.log = new Log({ words, pressed: (title) => this.press(title), resend: (m) => this.conversation.resend(m) });
    this.composer = new Composer({
      send: (text) => this.conversation.send(text),
      place: () => this.sharePosition(),
      find: (query, signal) => (this.conversation.token ? this.conversation.addresses(query, signal) : Promise.resolve([])),
      say: (text) => this.log.say(text),
    });
    this.panel = new Panel({ log: this.log, composer: this.composer, asks: this.asks() });
    this.bubble = el("button", { type: "button", class: "bubble", "aria-haspopup": "dialog", onclick: () => this.open() });
    const sheet = el("link", { rel: "stylesheet", href: STYLES });
    this.frame = el("div", { class: "frame", hidden: true }, this.bubble, this.panel.node);
    sheet.addEventListener("load", () => (this.frame.hidden = false), { once: true });
    this.attachShadow({ mode: "open" }).append(sheet, this.frame);
    this.translate();
  }

  /** What the panel may ask. */
  asks() {
    return {
      close: () => this.close(),
      language: (language) => this.speak(language, true),
      person: () => this.conversation.send(this.words()("person")),
      start: (question) => this.press(question),
      download: () => this.download(),
      erase: () => this.confirm("erase", () => this.erase()),
      end: () => this.end(),
    };
  }

  /** Takes up this browser's conversation, and listens to it. */
  join() {
    const transport = new Transport(this.getAttribute("endpoint") ?? "", () => this.language);
    this.conversation = new Conversation(transport, () => this.language);
    const on = (kind, act) => this.conversation.addEventListener(kind, ({ detail }) => act(detail));
    on("message", (message) => this.show(message));
    on("delivery", ({ client, state, words }) => this.log.mark(client, state, words));
    on("working", (state) => this.log.working(state.on));
    on("connection", (state) => this.connection(state.on));
    on("rating", ({ fresh }) => fresh && this.askRating());
    on("erased", () => this.clear());
    on("ended", () => this.clear());
    this.conversation.rejoin();
  }

  show(message) {
    const isNew = this.log.add(message);
    this.panel.begun(true);
    if (message.from !== "citizen") this.panel.speaksWith(message.from === "agent" ? message.name ?? "" : null);
    if (isNew && message.fresh && message.from !== "citizen" && !this.panel.isOpen) {
      this.unread += 1;
      this.showCount();
    }
  }

  clear() {
    this.log.clear();
    this.panel.begun(false);
    this.panel.speaksWith(null);
  }

  /** A choice is sent as if it had been typed; the focus, whose button goes, stays in the conversation. */
  press(title) {
    this.conversation.send(title);
    (matchMedia("(pointer: coarse)").matches ? this.log.node : this.composer.field).focus();
  }

  connection(on) {
    this.panel.warn(on ? null : this.words()("offline"));
    if (on) this.log.say(this.words()("back"));
  }

  sharePosition() {
    const words = this.words();
    this.panel.warn(words("position_asking"));
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        this.panel.warn(null);
        this.conversation.send("", { lat: coords.latitude, long: coords.longitude });
      },
      () => this.panel.warn(words("position_refused")),
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
    );
  }

  confirm(key, accept) {
    const words = this.words();
    const cancel = () => this.panel.card(null);
    this.panel.card(confirmation(words(`${key}_ask`), words(`${key}_yes`), words("cancel"), { accept, cancel }));
  }

  async download() {
    if (!this.conversation.token) return;
    try {
      const link = el("a", { href: URL.createObjectURL(await this.conversation.transcript()), download: this.words()("download_name") });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    } catch (problem) {
      this.panel.warn(problem.words || this.words()("download_failed"));
    }
  }

  async erase() {
    this.panel.card(null);
    try {
      await this.conversation.erase();
      this.conversation.token || this.clear();
    } catch (problem) {
      this.panel.warn(problem.words || this.words()("erase_failed"));
    }
  }

  /** Asks for a rating, where the city wants one and there is something to rate, else whether it is really over. */
  end() {
    const over = () => {
      this.panel.card(null);
      this.conversation.leave();
      this.log.say(this.words()("ended"));
      this.panel.warn(this.words()("ended"));
    };
    if (this.city.survey && this.conversation.token) this.askRating(over);
    else this.confirm("end", over);
  }

  askRating(after = () => this.panel.card(null)) {
    const words = this.words();
    const rate = async (score, comment) => {
      try {
        await this.conversation.rate(score, comment);
        after();
        this.panel.warn(words("rating_thanks"));
      } catch (problem) {
        this.panel.warn(problem.words || words("rating_failed"));
      }
    };
    this.panel.card(rating(words, { rate, skip: after }));
  }

  /** Changes the widget's language; a conversation that has begun is told, in words, as any citizen would. */
  speak(language, tell = false) {
    this.language = language;
    this.translate();
    if (tell && this.conversation?.token) this.conversation.send(this.words()("switch_words"));
  }

  words() {
    return Object.assign(wordsIn(this.language), { language: this.language });
  }

  translate() {
    const words = this.words();
    this.frame.lang = this.language;
    this.log.translate(words);
    this.composer.translate(words);
    this.panel.translate(words, this.city);
    this.showCount();
  }

  showCount() {
    const words = this.words();
    const count = this.unread;
    this.bubble.replaceChildren(icon("chat"), el("span", {}, words("open")));
    if (count) this.bubble.append(el("b", { "aria-hidden": "true" }, String(count)));
    this.bubble.setAttribute("aria-label", count ? words("open_unread", { count }) : words("open"));
  }

  /** What the city says of itself, asked once, when the panel first opens. */
  async learn() {
    if (this.city.city) return;
    this.city = await this.conversation.transport.json("GET", "/city").catch(() => ({}));
    this.composer.longest = this.city.longest ?? 2000;
    this.panel.translate(this.words(), this.city);
  }
}

/** Whether the panel is open in this tab, kept from page to page. */
function remembered(open) {
  try {
    if (open === undefined) return sessionStorage.getItem(OPEN) === "1";
    sessionStorage.setItem(OPEN, open ? "1" : "0");
  } catch {
    // Not kept where storage is blocked.
  }
  return open;
}
