// Sound, title and words for screen readers.
let context = null;
const TONES = { mine: [660, 880], queue: [520, 520] };

export function announce(text, alert = false) {
  const said = document.getElementById("said");
  said.textContent = "";
  said.classList.toggle("shown", alert);
  setTimeout(() => { said.textContent = text; }, 50);
}

export function ring(desk, kind) {
  desk.dataset.rung = String(Number(desk.dataset.rung ?? 0) + 1);
  if (desk.dataset.sound !== "1") return;
  context = context ?? new AudioContext();
  TONES[kind].forEach((frequency, index) => {
    const tone = context.createOscillator();
    const volume = context.createGain();
    const start = context.currentTime + index * 0.18;
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0.08, start);
    volume.gain.exponentialRampToValueAtTime(0.001, start + 0.16);
    tone.connect(volume).connect(context.destination);
    tone.start(start);
    tone.stop(start + 0.17);
  });
}

export function showCount(desk, list) {
  const waiting = Number(list.querySelector("[data-count=queue]")?.textContent ?? 0);
  const owed = list.dataset.view === "mine" ? list.querySelectorAll(".when strong").length : 0;
  const count = waiting + owed;
  const plain = document.title.replace(/^\(\d+\) /, "");
  document.title = count ? `(${count}) ${plain}` : plain;
}
