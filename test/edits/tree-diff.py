"""Prints, for each pair of files given on standard input, what changed in what they mean: a syntax tree by its nodes, other files by their data."""

import ast
import configparser
import difflib
import json
import sys


def text(node):
    # Before Python 3.12 quotes within an f-string differ from those around it.
    return ast.unparse(node).replace('"', "'") if isinstance(node, ast.AST) else repr(node)


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


def read_toml(source):
    try:
        import tomllib
    except ImportError:
        from pip._vendor import tomli as tomllib
    return tomllib.loads(source)


def read_ini(source):
    # As pytest and tox read it: a comment may stand behind a value.
    parser = configparser.RawConfigParser(inline_comment_prefixes=(";", "#"))
    parser.read_string(source)
    return {name: dict(parser[name]) for name in parser.sections()}


def read_requirements(source):
    from pip._internal.req.req_file import preprocess

    return {"lines": [line for _, line in preprocess(source)]}


READERS = {"py": ast.parse, "toml": read_toml, "json": json.loads, "ini": read_ini, "cfg": read_ini, "txt": read_requirements}


def compare_data(old, new, path, out):
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(key for key in new if key not in old)]:
            inner = f"{path}.{key}" if path else str(key)
            if key not in new:
                out.append(f"{inner} removed: {old[key]!r}")
            elif key not in old:
                out.append(f"{inner} added: {new[key]!r}")
            else:
                compare_data(old[key], new[key], inner, out)
    elif isinstance(old, list) and isinstance(new, list):
        compare_lists(old, new, path, out)
    elif old != new or type(old) is not type(new):
        out.append(f"{path}: {old!r} -> {new!r}")


results = []
for pair in json.load(sys.stdin):
    lines = []
    read = READERS[pair["kind"]]
    before, after = read(pair["before"]), read(pair["after"])
    (compare if pair["kind"] == "py" else compare_data)(before, after, "module" if pair["kind"] == "py" else "", lines)
    results.append(lines)
json.dump(results, sys.stdout)
