"""Small wrong changes to a function. A good test fails with each of them."""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import CodeType

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
# Calls in a chain that narrow or order the result. Row locks matter only in races.
NARROWING = frozenset({"filter", "exclude", "order_by", "distinct"})
NOT_BEHAVIOUR = frozenset({"logger", "logging"})

Function = ast.FunctionDef | ast.AsyncFunctionDef
Change = Callable[[ast.AST], ast.AST]


@dataclass(frozen=True)
class Mutant:
    """One change, by its position.

    Attributes:
        function: qualified name in the module, such as "Brief.open".
        change: what is changed, for a reader.
        node, number: which node of the function's body, and which of its changes.
    """

    file: str
    line: int
    function: str
    change: str
    node: int
    number: int


def mutants_of(file: str, source: str) -> Iterator[Mutant]:
    """Give every mutant of the functions in a file."""
    for name, function in _functions(ast.parse(source).body):
        line = function.lineno
        for place, node in enumerate(_nodes(function)):
            line = getattr(node, "lineno", line)
            for number, (change, _) in enumerate(_changes(node)):
                said = f"{change}: {_short(ast.unparse(node))}"
                yield Mutant(file, line, name, said, place, number)


def compiled(mutant: Mutant, source: str) -> CodeType | None:
    """Return the code of the changed function, or None if it cannot be found."""
    tree = ast.parse(source)
    function = next(one for name, one in _functions(tree.body) if name == mutant.function)
    old = list(_nodes(function))[mutant.node]
    _, change = list(_changes(old))[mutant.number]
    _replace(function, old, change(old))
    ast.fix_missing_locations(tree)
    return _code_of(compile(tree, mutant.file, "exec"), mutant.function)


def _functions(body: list[ast.stmt], prefix: str = "") -> Iterator[tuple[str, Function]]:
    for node in body:
        if isinstance(node, Function):
            yield prefix + node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node.body, f"{prefix}{node.name}.")


def _nodes(function: Function) -> Iterator[ast.AST]:
    """Give the nodes of the body in order; no annotations, docstrings or lines for the log."""
    waiting: list[ast.AST] = list(reversed(function.body))
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Expr) and _says_nothing(node.value):
            continue
        yield node
        children = [
            child
            for field, value in ast.iter_fields(node)
            if field not in {"annotation", "returns", "decorator_list"}
            for child in (value if isinstance(value, list) else [value])
            if isinstance(child, ast.AST)
        ]
        waiting.extend(reversed(children))


def _says_nothing(value: ast.expr) -> bool:
    root = value
    while isinstance(root, ast.Call | ast.Attribute):
        root = root.func if isinstance(root, ast.Call) else root.value
    is_log = isinstance(root, ast.Name) and root.id in NOT_BEHAVIOUR
    return is_log or isinstance(value, ast.Constant)


def _changes(node: ast.AST) -> Iterator[tuple[str, Change]]:
    """Yield each change of one node: its name, and the function that makes the new node."""
    match node:
        case ast.Compare(ops=[op, *more]) if type(op) in COMPARISONS:
            other = COMPARISONS[type(op)]()
            yield "other comparison", _with(ops=[other, *more])
        case ast.BoolOp(op=op):
            yield "and/or", _with(op=ast.And() if isinstance(op, ast.Or) else ast.Or())
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            yield "without not", lambda _: inner
        case ast.BinOp(op=op) if type(op) in ARITHMETIC and not _is_text(node):
            yield "other operator", _with(op=ARITHMETIC[type(op)]())
        case ast.Constant():
            yield from _other_constant(node)
        case ast.Call():
            yield from _other_call(node)
        case ast.If() | ast.IfExp():
            yield "never", _with(test=ast.Constant(value=False))
            yield "always", _with(test=ast.Constant(value=True))
        case ast.comprehension(ifs=[_, *_]):
            yield "without if", _with(ifs=[])
        case ast.Expr(value=ast.Call()) | ast.AugAssign():
            yield "left out", lambda _: ast.Pass()


def _other_constant(node: ast.Constant) -> Iterator[tuple[str, Change]]:
    match node.value:
        case bool(value):
            yield "other truth", _with(value=not value)
        case int(value) | float(value):
            yield "one more", _with(value=value + 1)
        case str(value) if value.startswith("-") and value[1:].isidentifier():
            yield "other order", _with(value=value[1:])


def _other_call(node: ast.Call) -> Iterator[tuple[str, Change]]:
    if isinstance(node.func, ast.Attribute) and node.func.attr in NARROWING:
        inner = node.func.value
        yield f"without .{node.func.attr}()", lambda _: inner
    for number, word in enumerate(node.keywords):
        if word.arg:
            others = node.keywords[:number] + node.keywords[number + 1 :]
            yield f"without {word.arg}=", _with(keywords=others)


def _with(**changes: object) -> Change:
    def change(old: ast.AST) -> ast.AST:
        new = copy.copy(old)
        for name, value in changes.items():
            setattr(new, name, value)
        return new

    return change


def _is_text(node: ast.BinOp) -> bool:
    sides = (node.left, node.right)
    return any(
        isinstance(side, ast.JoinedStr)
        or (isinstance(side, ast.Constant) and isinstance(side.value, str))
        for side in sides
    )


def _replace(root: ast.AST, old: ast.AST, new: ast.AST) -> None:
    for parent in ast.walk(root):
        for field, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, field, new)
            elif isinstance(value, list) and any(one is old for one in value):
                setattr(parent, field, [new if one is old else one for one in value])


def _code_of(code: CodeType, name: str) -> CodeType | None:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            if one.co_qualname == name:
                return one
            if name.startswith(f"{one.co_qualname}."):
                return _code_of(one, name)
    return None


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 90 else f"{line[:89]}…"
