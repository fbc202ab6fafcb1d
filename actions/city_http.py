"""The HTTP side of the city client: pooled, bounded in time, retried for reads, never on the event loop."""
from __future__ import annotations

import asyncio
import json
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import requests
from purgatory import AsyncCircuitBreakerFactory
from purgatory.domain.model import OpenedState
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError
from urllib3.util.retry import Retry

from actions.city_errors import CityError, CityNonsense, CityUnavailable, Conflict, FeedExpired, NotFound, Rejected

TIMEOUT = (1.5, 4.0)      # seconds to connect, to the next byte
LONGEST = 8.0             # seconds for a whole answer, however slowly it drips
THREADS = 32
MAX_BYTES = 5_000_000
LATER = {401, 403, 408, 425, 429}   # our key or our pace, not what the citizen asks: to be tried again

logger = logging.getLogger(__name__)
logging.getLogger("urllib3").setLevel(logging.ERROR)   # its warnings and debug lines hold whole queries


class CityHttp:
    """Calls one city API.

    Args:
        base: address without a final slash.
        api_key: key of the service-request half.
    """

    def __init__(self, base: str, api_key: str = "") -> None:
        self.base, self.api_key = base, api_key
        retry = Retry(total=1, backoff_factor=0.2, status_forcelist=(502, 504), allowed_methods={"GET"},
                      raise_on_status=False, respect_retry_after_header=False)   # a citizen cannot wait a minute
        self._session = requests.Session()
        self._session.max_redirects = 3
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(pool_connections=4, pool_maxsize=THREADS, max_retries=retry))
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="city")
        self._breakers = AsyncCircuitBreakerFactory(
            default_threshold=8, default_ttl=10, exclude=[NotFound, Conflict, Rejected, FeedExpired]
        )

    async def get(self, path: str, **query: Any) -> Any:
        """JSON of a GET; raises a CityError."""
        return await self._guarded("GET", path, params=query)

    async def post(self, path: str, key: str, **body: Any) -> Any:
        """JSON of a POST with an idempotency key, tried once; `data` for a form, `json` for JSON."""
        return await self._guarded("POST", path, headers={"Idempotency-Key": key}, **body)

    async def _guarded(self, method: str, path: str, **options: Any) -> Any:
        loop = asyncio.get_running_loop()
        try:
            async with await self._breakers.get_breaker("city"):
                return await loop.run_in_executor(self._threads, lambda: self.call(method, path, **options))
        except OpenedState as error:
            raise CityUnavailable from error

    def call(self, method: str, path: str, **options: Any) -> Any:
        """Blocking call, for threads and for the outbox worker."""
        options["params"] = {k: v for k, v in (options.get("params") or {}).items() if v not in (None, "")}
        started = time.monotonic()
        try:
            with self._session.request(
                method, self.base + path, timeout=TIMEOUT, stream=True,
                allow_redirects=method == "GET", **options,   # a redirected POST would become a GET
            ) as response:
                raw = _body(response, started + LONGEST)
        except (requests.RequestException, HTTPError) as error:
            self._log(method, path, type(error).__name__, started)
            raise CityUnavailable from error
        self._log(method, path, response.status_code, started)
        return _read(response.status_code, raw)

    @staticmethod
    def _log(method: str, path: str, outcome: object, started: float) -> None:
        resource = "/".join(part for part in path.split("/")[:4] if part)   # ids stay out of the log
        logger.info("city %s %s %s %.0f ms", method, resource, outcome, 1000 * (time.monotonic() - started))


def _body(response: requests.Response, deadline: float) -> bytes:
    """The body, as it is on the wire. Raises CityNonsense when it is too large, CityUnavailable when too slow."""
    raw = bytearray()
    while part := response.raw.read1(65536, decode_content=True):
        raw += part
        if len(raw) > MAX_BYTES:
            raise CityNonsense
        if time.monotonic() > deadline:
            raise CityUnavailable
    return bytes(raw)


def _read(status: int, raw: bytes) -> Any:
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        body = None
    if status >= 400:
        raise _error(status, body)
    if status >= 300 or body is None:
        raise CityNonsense
    return body


def _error(status: int, body: Any) -> CityError:
    problem = body[0] if isinstance(body, list) and body else body
    problem = problem if isinstance(problem, dict) else {}
    detail = str(problem.get("detail") or problem.get("description") or problem.get("title") or "")[:300]
    if str(problem.get("type", "")).endswith("feed-expired"):
        return FeedExpired(detail)
    kinds = {404: NotFound, 409: Conflict}
    if status >= 500 or status in LATER:
        return CityUnavailable(detail)
    return kinds.get(status, Rejected)(detail)
