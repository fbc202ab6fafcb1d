// What this browser remembers between pages: the token and what is not yet received. Never what was said.

const LIFE = 24 * 3600 * 1000; // ms without activity after which a shared computer forgets the conversation

/** Memory shared by the tabs of one site. Works, without remembering, where storage is blocked. */
export class Memory {
  constructor(endpoint, changed) {
    this.key = `guichet:${endpoint}`;
    this.here = {};
    this.listener = (event) => event.key === this.key && changed();
    addEventListener("storage", this.listener);
  }

  close() {
    removeEventListener("storage", this.listener);
  }

  read() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.key)) ?? {};
      return Date.now() - (kept.at ?? 0) < LIFE ? kept : {};
    } catch {
      return this.here;
    }
  }

  write(changes) {
    this.here = { ...this.read(), ...changes, at: Date.now() };
    try {
      localStorage.setItem(this.key, JSON.stringify(this.here));
    } catch {
      // Kept in this page only.
    }
  }

  forget() {
    this.here = {};
    try {
      localStorage.removeItem(this.key);
    } catch {
      // Nothing was kept.
    }
  }
}
