// An open desk: hears what changed, fetches it, rings. Nothing here builds HTML from what a citizen wrote.
import { refreshThread, openThread } from "./thread.js";
import { startComposer } from "./composer.js";
import { announce, ring, showCount } from "./signals.js";
import { startKeys } from "./keys.js";
import { post } from "./http.js";

const desk = document.getElementById("desk");
const link = document.getElementById("link");
const list = document.getElementById("list");
const PAUSE = 1200; // at most one reading of the list in that time
const MINUTE = 60000; // how long each has waited is told in minutes
const known = new Map();
let listTimer = null;
let listAgain = false;

function connect() {
  const source = new EventSource(desk.dataset.live);
  source.addEventListener("changed", (event) => changed(JSON.parse(event.data)));
  source.addEventListener("ended", () => location.reload());
  source.addEventListener("open", () => { link.textContent = ""; refreshThread(); refreshList(); });
  source.addEventListener("error", () => {
    link.textContent = link.dataset.lost;
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, 3000);
  });
}

function changed(rows) {
  const shown = Number(document.getElementById("conversation")?.dataset.id);
  let listed = false;
  for (const row of rows) {
    if (row.id === shown) refreshThread();
    listed = listed || changesList(row);
    signal(row, shown);
    known.set(row.id, row);
  }
  if (listed) refreshList();
}

const mine = (row) => row.holders.filter((holder) => holder === Number(desk.dataset.me)).length;

// Whether the lines of the list, or the two numbers above it, are no longer true.
function changesList(row) {
  const before = known.get(row.id);
  if (!before || list.dataset.view === "all") return true;
  if (row.waiting !== before.waiting || mine(row) !== mine(before)) return true;
  return Boolean(list.dataset.view === "mine" ? mine(row) : row.waiting);
}

function signal(row, shown) {
  const before = known.get(row.id);
  const fresh = Date.now() / 1000 - 20;
  if (mine(row) && row.citizen > Math.max(before?.citizen ?? 0, fresh) && (row.id !== shown || document.hidden)) {
    announce(desk.dataset.saidMine);
    ring(desk, "mine");
  } else if (row.waiting && row.since > Math.max(before?.since ?? 0, fresh)) {
    announce(desk.dataset.saidQueue);
    ring(desk, "queue");
  }
}

async function refreshList() {
  if (listTimer) { listAgain = true; return; }
  listTimer = setTimeout(() => { listTimer = null; if (listAgain) { listAgain = false; refreshList(); } }, PAUSE);
  const focused = list.contains(document.activeElement) ? document.activeElement.id : "";
  const current = document.getElementById("conversation")?.dataset.id ?? "";
  const url = list.dataset.url.replace(/queue$/, list.dataset.view);
  const response = await fetch(`${url}?current=${current}`).catch(() => null);
  if (response?.status === 401) location.reload();
  if (!response?.ok) return;
  list.innerHTML = await response.text();
  if (focused) document.getElementById(focused)?.focus();
  showCount(desk, list);
}

function startPresence() {
  const select = document.getElementById("presence");
  const sound = document.getElementById("sound");
  select.addEventListener("change", () => post(select.dataset.url, { presence: select.value }));
  sound.addEventListener("click", () => {
    const on = sound.getAttribute("aria-pressed") !== "true";
    sound.setAttribute("aria-pressed", String(on));
    desk.dataset.sound = on ? "1" : "0";
    post(sound.dataset.url, { sound: on ? "1" : "0" });
    if (on) ring(desk, "mine");
  });
}

document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "conversation" && event.detail.target?.id !== "conversation") return;
  openThread();
  startComposer();
  refreshList();
});
openThread();
startComposer();
startPresence();
startKeys();
showCount(desk, list);
setInterval(refreshList, MINUTE);
connect();
