// The transcript: new lines are put where their time says, others are replaced when their delivery changed.
let busy = false;
let again = false;

const thread = () => document.getElementById("thread");
const log = () => document.getElementById("log");
const article = () => document.getElementById("conversation");

export function openThread() {
  if (log()) log().scrollTop = log().scrollHeight;
}

export async function refreshThread() {
  if (!article()) return;
  if (busy) { again = true; return; }
  busy = true;
  try {
    await readUpdates(article());
  } finally {
    busy = false;
    if (again) { again = false; refreshThread(); }
  }
}

async function readUpdates(shown) {
  const last = Math.max(0, ...[...thread().children].map((line) => Number(line.dataset.id)));
  const pending = [...thread().querySelectorAll(".line .state")].map((state) => state.closest(".line").dataset.id);
  const response = await fetch(`${shown.dataset.updates}?after=${last}&pending=${pending}`).catch(() => null);
  if (!response?.ok || shown !== article()) return;
  const template = document.createElement("template");
  template.innerHTML = await response.text();
  const view = log();
  const atEnd = view.scrollHeight - view.scrollTop - view.clientHeight < 80;
  for (const line of template.content.querySelectorAll("li.line")) place(thread(), line);
  if (atEnd) view.scrollTop = view.scrollHeight;
  const version = response.headers.get("X-Desk-Version");
  if (version && version !== shown.dataset.version) window.htmx.ajax("GET", shown.dataset.pane, { target: "#conversation", swap: "outerHTML" });
}

function place(lines, line) {
  const there = document.getElementById(line.id);
  if (there) {
    if (there.innerHTML !== line.innerHTML) there.replaceWith(line);
    return;
  }
  const at = Number(line.dataset.at);
  const next = [...lines.children].reverse().find((other) => Number(other.dataset.at) <= at);
  if (next) next.after(line);
  else lines.prepend(line);
}
