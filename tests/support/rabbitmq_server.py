"""A real RabbitMQ server for tests, in a temporary folder and on free ports; it can be stopped and started."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from tests.support.assistant import NotStarted, free_port

BIN = Path("/usr/lib/rabbitmq/bin")


class RabbitMq:
    """Its address is `url`; what was published to durable queues survives `stop` and `start`."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="guichet-rabbitmq-"))
        self.port, dist = free_port(), free_port()
        self.url = f"amqp://guest:guest@127.0.0.1:{self.port}/"
        self._process: subprocess.Popen | None = None
        self._environment = {
            **os.environ,
            "HOME": str(self.folder),
            "RABBITMQ_NODENAME": f"guichet{self.port}@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(dist),
            "RABBITMQ_MNESIA_BASE": str(self.folder / "mnesia"),
            "RABBITMQ_LOG_BASE": str(self.folder / "log"),
            "RABBITMQ_PID_FILE": str(self.folder / "pid"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.folder / "plugins"),
            "RABBITMQ_SERVER_START_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_CTL_ERL_ARGS": "",
        }
        (self.folder / "plugins").write_text("[].")

    def start(self, seconds: float = 90) -> None:
        """Starts the node and waits until it takes connections. Raises NotStarted."""
        log = (self.folder / "out.log").open("ab")
        self._process = subprocess.Popen(
            [str(BIN / "rabbitmq-server")], env=self._environment, stdout=log, stderr=log, start_new_session=True
        )
        until = time.monotonic() + seconds
        while time.monotonic() < until and self._process.poll() is None:
            if self._ctl("await_startup", "--timeout", "60"):
                return
            time.sleep(0.5)
        raise NotStarted((self.folder / "out.log").read_text()[-2000:])

    def stop(self) -> None:
        """Stops the node as an operator would."""
        if self._process is not None:
            self._ctl("stop")
            self._process.wait(60)
            self._process = None

    def remove(self) -> None:
        """Stops it for good."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _ctl(self, *arguments: str) -> bool:
        command = [str(BIN / "rabbitmqctl"), "-q", *arguments]
        done = subprocess.run(command, env=self._environment, capture_output=True, timeout=90)
        return done.returncode == 0
