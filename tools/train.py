"""Trains when what is trained has changed: `python -m tools.train`. An edited reply takes seconds, not a training."""
from __future__ import annotations

import hashlib
import subprocess
import sys
import time
from pathlib import Path

from tools.environment import ROOT, prepare

MODEL, STAMP = ROOT / "models/guichet.tar.gz", ROOT / "models/guichet.sha256"
SOURCES = ("data/**/*.yml", "nlu/*.py", "dialogue/*.py", "config.yml", "domain.yml", "requirements/main.txt")
NOISE = ("Warning:", "rasa.validator", "Processed rules", "More info at", "raise_warning", "story_conflict")


def fingerprint() -> str:
    """Hash of all that a model is made from."""
    total = hashlib.sha256()
    for pattern in SOURCES:
        for file in sorted(ROOT.glob(pattern)):
            total.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return total.hexdigest()


def is_fresh() -> bool:
    """Whether the model was made from what is here now."""
    return MODEL.exists() and STAMP.exists() and STAMP.read_text() == fingerprint()


def train() -> Path:
    """Trains if needed and returns the model's path. Exits with Rasa's code when training fails."""
    if is_fresh():
        print(f"model up to date: {MODEL.relative_to(ROOT)}", flush=True)
        return MODEL
    print("training (about two minutes the first time, seconds after an edited reply)…", flush=True)
    stamp, started = fingerprint(), time.monotonic()
    command = [Path(sys.executable).with_name("rasa"), "train", "--fixed-model-name", MODEL.name.split(".")[0],
               "--out", MODEL.parent]
    process = subprocess.Popen(command, cwd=ROOT, env=prepare(), text=True, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT)
    _show(process)
    if process.wait():
        sys.exit(process.returncode)
    STAMP.write_text(stamp)
    print(f"trained in {time.monotonic() - started:.0f} s", flush=True)
    return MODEL


def _show(process: subprocess.Popen[str]) -> None:
    """Rasa's progress without its noise; everything when it fails."""
    lines: list[str] = []
    for line in process.stdout or ():
        lines.append(line)
        if "INFO" in line and not any(word in line for word in NOISE):
            print("  " + line.split(" - ", 1)[-1].strip(), flush=True)
    if process.wait():
        print("".join(lines[-60:]), file=sys.stderr)


if __name__ == "__main__":
    train()
