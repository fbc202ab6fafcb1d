// Server-sent events by fetch, so that the token travels in a header, not in an address that gets logged.

const SILENCE = 40000; // ms without even a heartbeat after which the connection is taken for dead
const PAUSES = [300, 1000, 2000, 5000, 10000, 15000]; // ms before trying again

/** Follows a conversation for ever: `on(kind, data)` for each event, `state(connected)` when that changes. */
export class Stream {
  constructor(transport, token, on, state) {
    Object.assign(this, { transport, token, on, state, seen: "0", tries: 0, heard: 0, closed: false });
    this.wake = () => this.hurry();
    addEventListener("online", this.wake);
    document.addEventListener("visibilitychange", this.wake);
    this.run();
  }

  close() {
    this.closed = true;
    removeEventListener("online", this.wake);
    document.removeEventListener("visibilitychange", this.wake);
    this.abort?.abort();
    this.skip?.();
  }

  /** Back on line or back in view: no waiting, and a connection silent for long is not trusted. */
  hurry() {
    if (document.visibilityState === "hidden") return;
    if (Date.now() - this.heard > SILENCE / 2) this.abort?.abort();
    this.tries = 0;
    this.skip?.();
  }

  async run() {
    while (!this.closed) {
      try {
        await this.read();
      } catch (problem) {
        if (this.closed) return;
        if (problem.status === 401) return this.on("gone", {});
        this.state(false);
      }
      await this.pause();
    }
  }

  async read() {
    this.abort = new AbortController();
    this.listen();
    const headers = { Accept: "text/event-stream", "Last-Event-ID": this.seen };
    const options = { token: this.token, headers, signal: this.abort.signal, timeout: 0 };
    const response = await this.transport.call("GET", "/events", options);
    this.state(true);
    this.tries = 0;
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    for (let rest = ""; ; ) {
      const { done, value } = await reader.read();
      if (done) return;
      this.listen();
      const frames = (rest + decoder.decode(value, { stream: true })).split("\n\n");
      rest = frames.pop();
      frames.forEach((frame) => this.take(frame));
    }
  }

  take(frame) {
    const fields = {};
    for (const line of frame.split("\n")) {
      const colon = line.indexOf(":");
      if (colon > 0) fields[line.slice(0, colon)] = line.slice(colon + 1).trimStart();
    }
    if (!fields.event || this.closed) return;
    if (fields.id) this.seen = fields.id;
    this.on(fields.event, JSON.parse(fields.data));
  }

  listen() {
    this.heard = Date.now();
    clearTimeout(this.watch);
    this.watch = setTimeout(() => this.abort?.abort(), SILENCE);
  }

  pause() {
    clearTimeout(this.watch);
    const ms = PAUSES[Math.min(this.tries, PAUSES.length - 1)] * (0.7 + 0.6 * Math.random());
    this.tries += 1;
    return new Promise((resolve) => {
      this.skip = resolve;
      setTimeout(resolve, ms);
    });
  }
}
