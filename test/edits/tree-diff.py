"""Prints, for each pair of files given on standard input, what changed between their syntax trees: one line a node."""

import ast
import difflib
import json
import sys


def text(node):
    return ast.unparse(node) if isinstance(node, ast.AST) else repr(node)


def dump(node):
    return ast.dump(node) if isinstance(node, ast.AST) else repr(node)


def compare(old, new, path, out):
    if dump(old) == dump(new):
        return
    if type(old) is not type(new) or not isinstance(old, ast.AST):
        out.append(f"{path}: {text(old)} -> {text(new)}")
        return
    changed = [name for name in old._fields if field(old, name) != field(new, name)]
    # A leaf such as a constant or a name is shown whole.
    if not all(isinstance(getattr(old, name), (ast.AST, list)) and isinstance(getattr(new, name), (ast.AST, list)) for name in changed):
        out.append(f"{path}: {text(old)} -> {text(new)}")
        return
    for name in changed:
        before, after = getattr(old, name), getattr(new, name)
        if isinstance(before, list):
            compare_lists(before, after, f"{path}.{name}", out)
        else:
            compare(before, after, f"{path}.{name}", out)


def field(node, name):
    value = getattr(node, name)
    return [dump(one) for one in value] if isinstance(value, list) else dump(value)


def compare_lists(old, new, path, out):
    matcher = difflib.SequenceMatcher(None, [dump(one) for one in old], [dump(one) for one in new], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "replace" and b - a == d - c:
            for offset in range(b - a):
                compare(old[a + offset], new[c + offset], f"{path}[{a + offset}]", out)
        elif tag != "equal":
            out.extend(f"{path}[{index}] removed: {text(old[index])}" for index in range(a, b))
            out.extend(f"{path}[{index}] added: {text(new[index])}" for index in range(c, d))


results = []
for pair in json.load(sys.stdin):
    lines = []
    compare(ast.parse(pair["before"]), ast.parse(pair["after"]), "module", lines)
    results.append(lines)
json.dump(results, sys.stdout)
