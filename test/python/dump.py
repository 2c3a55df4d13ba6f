"""Prints, as JSON, Python's own reading of the files named on standard input: one list of lines for each, or null when it refuses."""

import ast
import json
import re
import sys

SKIPPED = {"ctx", "type_comment", "type_ignores", "kind"}
UNPLACED = (ast.Module, ast.arguments, ast.comprehension, ast.withitem, ast.match_case)


def line_starts(text):
    return [0] + [match.end() for match in re.finditer(r"\r\n|\r|\n", text)]


def units(text):
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class Dump:
    def __init__(self, text):
        self.text = text[1:] if text.startswith("\ufeff") else text
        self.shift = len(text) - len(self.text)
        starts = line_starts(self.text)
        self.lines = [self.text[a:b] for a, b in zip(starts, starts[1:] + [len(self.text)])]
        self.before = [0]
        for line in self.lines:
            self.before.append(self.before[-1] + units(line))
        self.out = []

    def offset(self, line, column):
        text = self.lines[line - 1].encode("utf-8", "surrogatepass")[:column].decode("utf-8", "surrogatepass")
        return self.before[line - 1] + units(text) + self.shift

    def scalar(self, value):
        if isinstance(value, complex):
            return f"complex {value.imag!r}"
        if isinstance(value, bytes):
            return f"bytes {json.dumps(value.decode('latin-1'))}"
        if isinstance(value, bool) or value is None or value is ...:
            return f"{type(value).__name__} {value}"
        if isinstance(value, float):
            return f"float {value!r}"
        return f"{type(value).__name__} {json.dumps(value)}"

    def visit(self, node, depth):
        place = "" if isinstance(node, UNPLACED) else (
            f" {self.offset(node.lineno, node.col_offset)}-{self.offset(node.end_lineno, node.end_col_offset)}"
        )
        self.out.append(f"{'.' * depth}{type(node).__name__}{place}")
        for field in sorted(node._fields):
            if field not in SKIPPED:
                self.field(field, getattr(node, field, None), depth)

    def field(self, name, value, depth):
        if isinstance(value, list):
            for item in value:
                self.field(name, item, depth)
        elif isinstance(value, ast.AST) and not value._attributes and not isinstance(value, UNPLACED):
            self.out.append(f"{'.' * depth}{name}={type(value).__name__}")
        elif isinstance(value, ast.AST):
            self.visit(value, depth + 1)
        elif value is not None or name == "value":
            self.out.append(f"{'.' * depth}{name}={self.scalar(value)}")


def read(path):
    text = open(path, "rb").read().decode("utf-8")
    try:
        tree = ast.parse(text.encode("utf-8"))
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None
    dump = Dump(text)
    dump.visit(tree, 0)
    return dump.out


json.dump([read(path) for path in json.load(sys.stdin)], sys.stdout)
