"""Writes the file of a new topic: `make topic NAME=rink_hours AREA=recreation KIND=answer`.

An `answer` topic then needs examples and a reply; the other kinds also need an action (docs/tasks/add-a-topic.md).
"""
from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path

from tools.environment import ROOT

ACTIONS = {"answer": "action_answer", "ticket": "action_service_request", "account": "action_account"}
DOMAIN, CONTRACT = ROOT / "domain.yml", ROOT / "topics.yml"


def main() -> None:
    """Writes the topic's file and its lines in domain.yml and topics.yml. Exits with one line when it cannot."""
    if len(sys.argv) != 4:
        sys.exit("say: make topic NAME=… AREA=… KIND=answer|lookup|ticket|account|dialogue")
    name, area, kind = sys.argv[1:]
    file = ROOT / "data/topics" / area / f"{name}.yml"
    if not re.fullmatch(r"[a-z][a-z_]+", name) or kind not in (*ACTIONS, "lookup", "dialogue"):
        sys.exit("a name is in lower case with underscores; a kind is answer, lookup, ticket, account or dialogue")
    if any((ROOT / "data/topics").glob(f"*/{name}.yml")):
        sys.exit(f"{name} exists already")
    _insert(CONTRACT, f"{area}:", f"  {name}: {{kind: {kind}, scope: TO WRITE}}", f"{area}:\n")
    _insert(DOMAIN, f"# {area}", f"- {name}", "intents:\n")
    action = ACTIONS.get(kind, f"action_{name}")
    if action == f"action_{name}":
        _insert(DOMAIN, "actions:", f"- {action}", "actions:\n")
    file.parent.mkdir(exist_ok=True)
    file.write_text(_text(name, kind, action), encoding="utf-8")
    print(f"written: {file.relative_to(ROOT)}. Now fill it: make check says what is missing.")


def _insert(file: Path, after: str, line: str, absent: str) -> None:
    """Adds a line below the line `after`; below a new heading at the end when there is none."""
    lines = file.read_text(encoding="utf-8").splitlines()
    if after not in lines:
        lines += [absent.strip()] if file == CONTRACT else []
        after = lines[-1] if file == CONTRACT else absent.strip()
    lines.insert(lines.index(after) + 1, line)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _text(name: str, kind: str, action: str) -> str:
    today = date.today()
    reply = f"responses:\n  utter_{name}:\n  - text: |-\n      \n  - text: |-\n      \n    condition: *en\n"
    return f"""version: "3.1"
topic:
  kind: {kind}
  label: {{fr: "", en: ""}}        # a choice shown to citizens, at most 40 characters
  source: []                     # where the facts come from
  reviewed: {today}
  valid_until: {today.replace(year=today.year + 1)}
language: {{en: &en [{{type: slot, name: language, value: en}}]}}
nlu:
- intent: {name}
  metadata: {{language: fr}}
  examples: |
- intent: {name}
  metadata: {{language: en}}
  examples: |
{reply if kind in ("answer", "account") else ""}rules:
- rule: {name}
  steps: [{{intent: {name}}}, {{action: {action}}}]
"""


if __name__ == "__main__":
    main()
