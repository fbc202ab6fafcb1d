// Every gesture by keyboard; the list of keys is in _keys.html.
const GESTURES = { KeyP: "claim", KeyR: "answer" };

export function startKeys() {
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    if (act(event.code)) event.preventDefault();
  });
}

function act(code) {
  const digit = code.match(/^Digit([123])$/);
  if (digit) return press(document.querySelector(`#list [data-key="${digit[1]}"]`));
  if (code === "KeyJ" || code === "KeyK") return press(neighbour(code === "KeyJ" ? 1 : -1));
  const target = document.getElementById(GESTURES[code]);
  if (!target) return false;
  return target.tagName === "TEXTAREA" ? (target.focus(), true) : press(target);
}

function press(element) {
  if (!element) return false;
  element.click();
  return true;
}

function neighbour(step) {
  const rows = [...document.querySelectorAll("#list .rows a")];
  const now = rows.findIndex((row) => row.getAttribute("aria-current") === "true");
  return rows[now < 0 ? 0 : now + step];
}
