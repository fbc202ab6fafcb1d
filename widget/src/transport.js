// Calls of the web channel. Every failure becomes a Problem that says what to do about it.

/** Something that did not work: `status` 0 when nobody answered, `words` from the server, `wait` seconds before trying. */
export class Problem extends Error {
  constructor(status, words = "", wait = 0) {
    super(`status ${status}`);
    Object.assign(this, { status, words, wait });
  }
}

/** The channel at one address. `language` is a function, so that refusals come in the language shown now. */
export class Transport {
  constructor(endpoint, language) {
    this.endpoint = endpoint.replace(/\/$/, "");
    this.language = language;
  }

  /** The response of a call; throws a Problem. */
  async call(method, path, { token, body, headers = {}, signal, timeout = 20000 } = {}) {
    const sent = { "Accept-Language": this.language(), ...headers };
    if (token) sent.Authorization = `Bearer ${token}`;
    if (body) sent["Content-Type"] = "application/json";
    const limit = new AbortController();
    const timer = timeout ? setTimeout(() => limit.abort(), timeout) : null;
    signal?.addEventListener("abort", () => limit.abort(), { once: true });
    try {
      const response = await fetch(this.endpoint + path, {
        method, headers: sent, body: body && JSON.stringify(body), signal: limit.signal,
        cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer",
      });
      if (response.ok) return response;
      throw await problemOf(response);
    } catch (error) {
      throw error instanceof Problem ? error : new Problem(0);
    } finally {
      clearTimeout(timer);
    }
  }

  /** The JSON of a call; throws a Problem. */
  async json(method, path, options) {
    const response = await this.call(method, path, options);
    return response.status === 204 ? null : response.json();
  }
}

async function problemOf(response) {
  const said = await response.json().catch(() => ({}));
  return new Problem(response.status, said.message ?? "", Number(response.headers.get("Retry-After")) || 0);
}
