// One citizen's conversation: opens it with the first message, sends each message once, follows what is said.
import { Memory } from "./memory.js";
import { Stream } from "./stream.js";
import { Problem } from "./transport.js";

const PAUSES = [1000, 2000, 5000, 10000]; // ms before an unsent message is tried again

/**
 * Dispatches CustomEvents whose detail is:
 *   message {seq, from, text, choices, language, client, at, fresh}    delivery {client, state, words}
 *   working {on}    connection {on}    rating {}    erased {}    ended {}
 */
export class Conversation extends EventTarget {
  constructor(transport, language) {
    super();
    Object.assign(this, { transport, language, told: false, connected: true, sending: false, tries: 0 });
    this.memory = new Memory(transport.endpoint, () => this.rejoin());
    this.retry = () => this.pump();
    addEventListener("online", this.retry);
    this.rejoin();
  }

  get token() {
    return this.memory.read().token;
  }

  get pending() {
    return this.memory.read().pending ?? [];
  }

  close() {
    this.stream?.close();
    this.memory.close();
    removeEventListener("online", this.retry);
    clearTimeout(this.timer);
  }

  /** Takes up the conversation of this browser: after a reload, or when another tab opened or ended it. */
  rejoin() {
    const token = this.token;
    if (this.stream && this.stream.token !== token) {
      this.stream.close();
      this.stream = null;
      this.emit("erased");
    }
    if (token && !this.stream) this.follow(token);
    this.pending.forEach((message) => this.emit("message", { ...message, from: "citizen" }));
    this.pump();
  }

  send(text, location = null) {
    const client = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`;
    const message = { client, text, ...(location ? { location, shared: true } : {}) };
    this.memory.write({ pending: [...this.pending, message] });
    this.emit("message", { ...message, from: "citizen", fresh: true });
    this.pump();
  }

  /** Sends again what the server had refused. */
  resend(message) {
    this.memory.write({ pending: [...this.pending.filter((other) => other.client !== message.client), message] });
    this.pump();
  }

  /** Sends what waits, in order, one at a time; the same client id makes a doubt harmless. */
  async pump() {
    if (this.sending || !this.pending.length) return;
    this.sending = true;
    clearTimeout(this.timer);
    try {
      while (this.pending.length) await this.deliver(this.pending[0]);
      this.tries = 0;
    } catch {
      this.timer = setTimeout(() => this.pump(), PAUSES[Math.min(this.tries++, PAUSES.length - 1)]);
    }
    this.sending = false;
  }

  async deliver(message) {
    this.emit("delivery", { client: message.client, state: "sending" });
    try {
      const token = this.token ?? (await this.open());
      const { client: id, text, location } = message;
      await this.transport.json("POST", "/messages", { token, body: { id, text, location } });
      this.drop(message);
      this.emit("delivery", { client: message.client, state: "sent" });
    } catch (problem) {
      this.failed(message, problem instanceof Problem ? problem : new Problem(0));
    }
  }

  /** A conversation that is over is opened anew; what the server refuses is shown; the rest is tried again. */
  failed(message, problem) {
    const echoed = !this.pending.some((other) => other.client === message.client);
    if (echoed) return this.emit("delivery", { client: message.client, state: "sent" });
    if (problem.status === 401 && this.token) return this.leave();
    if (problem.status >= 400 && problem.status < 500) {
      this.drop(message);
      this.emit("delivery", { client: message.client, state: "failed", words: problem.words });
      return undefined;
    }
    this.emit("delivery", { client: message.client, state: "waiting" });
    throw problem;
  }

  async open() {
    const { token } = await this.transport.json("POST", "/conversations", { body: { language: this.language() } });
    this.memory.write({ token });
    this.follow(token, true);
    return token;
  }

  /** Listens. In a conversation that has just been opened, everything is new; in another, what comes after the replay. */
  follow(token, isNew = false) {
    this.told = isNew;
    this.stream = new Stream(this.transport, token, (kind, data) => this.heard(kind, data), (on) => this.connection(on));
  }

  heard(kind, data) {
    if (kind === "gone") return this.leave();
    if (kind === "message" && data.client) this.drop(data);
    if (kind === "working") this.told = true; // the first one ends the replay of what was said before
    return this.emit(kind, { ...data, fresh: this.told });
  }

  connection(on) {
    if (on === this.connected) return;
    this.connected = on;
    this.emit("connection", { on });
    if (on) this.pump();
  }

  drop(message) {
    const left = this.pending.filter((other) => other.client !== message.client);
    if (left.length !== this.pending.length) this.memory.write({ pending: left });
  }

  /** Ends it for this browser; what waits to be sent opens another one. */
  leave() {
    this.stream?.close();
    this.stream = null;
    const { pending } = this.memory.read();
    this.memory.forget();
    if (pending?.length) this.memory.write({ pending });
    this.emit("ended");
    this.pump();
  }

  /** Erases it on the server; without conversation there is nothing to erase. */
  async erase() {
    if (this.token) await this.transport.json("DELETE", "/conversation", { token: this.token });
  }

  async transcript() {
    const response = await this.transport.call("GET", "/transcript", { token: this.token });
    return response.blob();
  }

  rate(score, comment) {
    return this.transport.json("POST", "/rating", { token: this.token, body: { score, comment } });
  }

  addresses(query, signal) {
    const options = { token: this.token, signal, timeout: 4000 };
    return this.transport.json("GET", `/addresses?q=${encodeURIComponent(query)}`, options);
  }

  emit(kind, detail = {}) {
    this.dispatchEvent(new CustomEvent(kind, { detail }));
  }
}
