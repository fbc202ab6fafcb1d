"""No sentence in code: every word that a citizen or an agent reads is in YAML, in a template or in a catalogue."""

import ast
import re

from content_library import ROOT, each, trees

WORDS = re.compile(r"^[^|\\^$*_<>=]*?\b[A-Za-zÀ-ÿ’']{2,}[ ,]+[A-Za-zÀ-ÿ’']+[ ,]+[A-Za-zÀ-ÿ’'{]{2,}")
SQL = re.compile(r"^\s*(?:SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA|BEGIN|DROP|ALTER)\b")
QUIET = {
    "debug",
    "info",
    "warning",
    "error",
    "exception",
    "critical",
    "log",
    "compile",
    "search",
    "match",
    "sub",
    "findall",
    "fullmatch",
    "split",
    "execute",
    "text",
    "add_argument",
    "ArgumentParser",
    "print",
    "fail",
    "field",
    "warn",
    "simplefilter",
    "filterwarnings",
    "exit",
}
SPEAK = (
    "actions",
    "dialogue",
    "channels",
    "nlu",
)  # the desk has its catalogue; cities/ speaks to whoever writes a profile
SPOKEN = [file for file in trees() if file.relative_to(ROOT).parts[0] in SPEAK]
SHAPE = re.compile(r"^\W*[A-ZÀ-Ý]|[.?!…:]\s*$")  # said to somebody; words that are recognised are written small
TOLD = re.compile(  # a sentence has one of these; a list of keywords or a header does not
    r"\b(?:vous|votre|vos|je|est|pas|pour|une|dans|nous|il|elle|cette|ne|que|qui|avec|sur|"
    r"the|you|your|is|are|not|please|this|that|we|it|from|have|will|can)\b",
    re.IGNORECASE,
)


def _raised(tree: ast.Module) -> set[int]:
    """Ids of the nodes in `raise`, in log and pattern calls, in docstrings and in error classes: not for citizens."""
    quiet: set[int] = set()
    for node in ast.walk(tree):
        aside = (
            isinstance(node, (ast.Raise, ast.Assert))
            or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
            or (isinstance(node, ast.Call) and _name(node.func) in QUIET)
            or (
                isinstance(node, ast.Call)
                and re.search(r"(?:Error|Exception|Missing\w*|Forbidden|InvalidUsage|TooLarge)$", _name(node.func))
            )
        )
        if aside:
            quiet |= {id(part) for part in ast.walk(node)}
    return quiet


def _name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def sentences(tree: ast.Module) -> list[tuple[int, str]]:
    """(line, text) of every literal of three words or more that could be read by a person."""
    quiet = _raised(tree)
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in quiet
        and WORDS.search(node.value)
        and TOLD.search(node.value)
        and SHAPE.search(node.value)
        and not SQL.search(node.value)
    ]


@each(SPOKEN)
def test_no_sentence(file):
    assert not sentences(trees()[file])


def test_a_sentence_would_be_seen_and_nothing_else():
    code = ['"""Doc of the module here."""', 'say("Votre demande est envoyée.")', 'log.info("not for you all")']
    assert sentences(ast.parse("\n".join([*code, 'known = {"je sais pas"}']))) == [(2, "Votre demande est envoyée.")]
