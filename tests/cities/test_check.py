"""The command that a clerk runs after changing a profile."""

import subprocess
import sys
from pathlib import Path

from cities.check import main

ROOT = Path(__file__).resolve().parents[2]


def test_a_good_profile_is_ok(capsys):
    assert main([str(ROOT / "cities" / "rivemont.yml")]) == 0
    assert capsys.readouterr().out.startswith("OK ")


def test_a_wrong_profile_gives_its_one_line_and_fails(tmp_path, capsys):
    wrong = tmp_path / "wrong.yml"
    wrong.write_text("name: Valbourg\n", encoding="utf-8")
    assert main([str(wrong), str(ROOT / "cities" / "magog.yml")]) == 1
    first, second = capsys.readouterr().out.splitlines()
    assert first == f"{wrong}: timezone: missing; add this key"
    assert second.startswith("OK ")


def test_without_path_it_says_how():
    done = subprocess.run([sys.executable, "-m", "cities.check"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2
    assert "PATH" in done.stderr
