"""Keeps what a citizen typed out of the access log."""

import logging


class WithoutPersonalData(logging.Filter):
    """Cuts the query string and the client's address from uvicorn's access records."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple) and len(record.args) == 5:
            _client, method, path, version, status = record.args
            record.args = ("-", method, str(path).partition("?")[0], version, status)
        return True
