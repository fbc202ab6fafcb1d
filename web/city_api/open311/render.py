"""One structure, two formats: XML as the specification has it, JSON by the Spark convention."""

import json
import re
from xml.sax.saxutils import escape

from django.http import HttpResponse

CONTENT_TYPES = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
# The name of the children of a list element.
ITEMS = {
    "attributes": "attribute",
    "values": "value",
    "endpoints": "endpoint",
    "formats": "format",
    "services": "service",
    "service_requests": "request",
    "errors": "error",
}
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0 cannot hold these


def render(data: list | dict, root: str, item: str, fmt: str, status: int = 200) -> HttpResponse:
    """Answer a list (`item` names its elements in XML) or an object under a root element."""
    if fmt == "json":
        body = json.dumps(data, ensure_ascii=False)
    else:
        body = DECLARATION + element(root, data, item)
    return HttpResponse(body.encode("utf-8", "replace"), content_type=CONTENT_TYPES[fmt], status=status)


def element(name: str, value, item: str = "") -> str:
    """An XML element with its children; None and the empty text give an empty element."""
    if isinstance(value, dict):
        inner = "".join(element(key, child) for key, child in value.items())
    elif isinstance(value, list):
        inner = "".join(element(item or ITEMS[name], child) for child in value)
    else:
        inner = _text(value)
    return f"<{name}>{inner}</{name}>" if inner else f"<{name}/>"


def _text(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return escape(NOT_XML.sub("\ufffd", str(value)), {"\r": "&#13;"})
