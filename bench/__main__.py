"""Our speed against Rasa's starter bot, same machine, same run: `python -m bench [--no-training]`.

Prints ratios; the targets are those of the issue "The assistant answers and opens requests, end to end".
"""
from __future__ import annotations

import shutil
import sys

from bench.measure import Figures, measure
from bench.servers import ROOT, make_starter, ours, starter, temporary, train_seconds

STOCK = ["hi", "sad", "no", "hello", "great", "are you a bot?", "bye"]
OURS = [
    "bonjour", "c'est quand la collecte des ordures au 145 rue des Érables", "quand dois-je payer mes taxes",
    "est-ce que ma rue est déneigée", "où va un vieux matelas", "permis pour une piscine hors terre",
    "puis-je stationner dans la rue cette nuit", "merci", "où faire assermenter un document",
    "combien de taxe de bienvenue pour 450 000 $", "il y a un nid-de-poule devant le 145 rue des Érables", "annule",
]
TARGETS = {"time": 0.5, "throughput": 3.0, "growth": 1.5, "memory": 1.0, "training": 3.0}


def main() -> None:
    """Runs both and prints the table."""
    folder = temporary()
    try:
        print("stock: rasa init and full training…", flush=True)
        project = make_starter(folder)
        stock_training = train_seconds(project, folder / "stock")
        print(f"  {stock_training:.0f} s", flush=True)
        model = next((folder / "stock").glob("*.tar.gz"))
        own_training = None
        if "--no-training" not in sys.argv:
            print("ours: full training…", flush=True)
            own_training = train_seconds(ROOT, folder / "ours")
            print(f"  {own_training:.0f} s", flush=True)
        print("stock: messages…", flush=True)
        with starter(project, model) as server:
            stock = measure(server, STOCK)
        print("ours: messages…", flush=True)
        with ours() as server:
            own = measure(server, OURS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    report(stock, own, stock_training, own_training)


def report(stock: Figures, own: Figures, stock_training: float, own_training: float | None) -> None:
    """Prints each figure, its ratio, and the target."""
    rows = [
        ("median time per message", 1000 * stock.median, 1000 * own.median, "ms", own.median / stock.median,
         f"at most {TARGETS['time']}"),
        ("95th percentile", 1000 * stock.p95, 1000 * own.p95, "ms", own.p95 / stock.p95, ""),
        ("throughput, 32 conversations", stock.throughput, own.throughput, "/s", own.throughput / stock.throughput,
         f"at least {TARGETS['throughput']}"),
        ("message 500 over message 1", stock.growth, own.growth, "x", own.growth, f"at most {TARGETS['growth']}"),
        ("server memory", stock.memory, own.memory, "MB", own.memory / stock.memory, f"at most {TARGETS['memory']}"),
    ]
    if own_training is not None:
        rows.append(("full training", stock_training, own_training, "s", own_training / stock_training,
                     f"at most {TARGETS['training']}"))
    print(f"\n{'':30}{'stock':>10}{'ours':>10}     {'ratio':>7}   target")
    for name, before, after, unit, ratio, target in rows:
        print(f"{name:30}{before:10.1f}{after:10.1f} {unit:3} {ratio:7.2f}   {target}")


if __name__ == "__main__":
    main()
