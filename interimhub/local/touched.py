"""Finds the test files nearest to a change, by imports, templates and routes."""

import ast
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

TEMPLATE = re.compile(r'{%\s*(?:extends|include)\s+"([^"#]+)')
# An estimate for each test function of a file that has not run yet.
PER_TEST_SECONDS = 0.2
# With more steps, nearly every file depends on every other.
STEPS_MAX = 4


def changed_since(base: str, root: Path) -> set[str]:
    """Return the files that differ from a commit, including untracked files.

    Raises:
        CalledProcessError: there is no such commit.
    """
    commands = (
        ["git", "diff", "--name-only", "--no-renames", "--relative", base],
        ["git", "ls-files", "--others", "--exclude-standard"],
    )
    answers = [
        subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
        for command in commands
    ]
    return {line for answer in answers for line in answer.splitlines()}


class DependencyGraph:
    """The dependencies between files of the project.

    A file depends on the modules it imports (through a package's `__init__`, on the module that
    defines the name), on templates and data files that it names, on templates that it extends or
    includes, and on the view behind each route that it names, such as "engagements:open".
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        folders = [path.parent for path in root.glob("*/__init__.py")] + [root / "templates"]
        files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
        self.files = {str(path.relative_to(root)) for path in files if path.suffix != ".pyc"}
        self.trees = {
            name: ast.parse((root / name).read_text())
            for name in self.files
            if name.endswith(".py")
        }
        self.by_name: dict[str, set[str]] = defaultdict(set)
        for name in self.files:
            self.by_name[Path(name).name].add(name)

    def distances(self, changed: Iterable[str]) -> dict[str, int]:
        """Return the files that depend on a changed one, with the number of steps between them."""
        found = dict.fromkeys(changed, 0)
        layer = list(found)
        while layer:
            layer = [
                user
                for name in layer
                for user in self.users.get(name, ())
                if found.setdefault(user, found[name] + 1) == found[name] + 1
            ]
            layer = list(dict.fromkeys(layer))
        return found

    @cached_property
    def users(self) -> Mapping[str, set[str]]:
        """For each file, the files that depend on it."""
        users: dict[str, set[str]] = defaultdict(set)
        for name in self.files:
            for used in self._used_by(name):
                if used != name:
                    users[used].add(name)
        return users

    def _used_by(self, name: str) -> Iterator[str]:
        if name in self.trees:
            yield from self._imported(name)
            yield from self._named(name)
        elif name.endswith(".html"):
            for template in TEMPLATE.findall((self.root / name).read_text()):
                yield f"templates/{template}"

    def _named(self, name: str) -> Iterator[str]:
        for node in ast.walk(self.trees[name]):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = node.value
                if text in self.routes:
                    yield self.routes[text]
                elif f"templates/{text}" in self.files:
                    yield f"templates/{text}"
                elif len(self.by_name.get(text.rpartition("/")[2], ())) == 1:
                    yield from self.by_name[text.rpartition("/")[2]]

    def _imported(self, name: str) -> Iterator[str]:
        for node in ast.walk(self.trees[name]):
            if isinstance(node, ast.Import):
                yield from filter(None, (self._file_of(one.name) for one in node.names))
            elif isinstance(node, ast.ImportFrom):
                module = self._absolute(node, name)
                yield from filter(None, (self._origin(module, one.name) for one in node.names))

    def _origin(self, module: str, name: str, depth: int = 0) -> str | None:
        """Return the file that defines a name of a module, following re-exports."""
        inner = self._file_of(f"{module}.{name}")
        if inner:
            return inner
        file = self._file_of(module)
        if file and file.endswith("__init__.py") and depth < 5:
            for node in self.trees[file].body:
                if isinstance(node, ast.ImportFrom):
                    for one in node.names:
                        if (one.asname or one.name) == name:
                            return self._origin(self._absolute(node, file), one.name, depth + 1)
        return file

    def _absolute(self, node: ast.ImportFrom, file: str) -> str:
        if not node.level:
            return node.module or ""
        parts = Path(file).parts[: -node.level]
        return ".".join([*parts, *filter(None, [node.module])])

    def _file_of(self, module: str) -> str | None:
        base = module.replace(".", "/")
        for file in (f"{base}.py", f"{base}/__init__.py"):
            if file in self.trees:
                return file
        return None

    @cached_property
    def routes(self) -> Mapping[str, str]:
        """For each route with a namespace, the file of its view."""
        found = {}
        for file in (name for name in self.trees if Path(name).name == "urls.py"):
            tree = self.trees[file]
            imported = {
                one.asname or one.name: self._origin(self._absolute(node, file), one.name)
                for node in tree.body
                if isinstance(node, ast.ImportFrom)
                for one in node.names
            }
            space = _app_name(tree)
            for view, route in _paths(tree):
                target = imported.get(view)
                if space and target:
                    found[f"{space}:{route}"] = target
        return found


def _app_name(tree: ast.Module) -> str:
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id="app_name")], value=ast.Constant(value=str(name))):
                return name
    return ""


def _paths(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield the imported name of each route's view, and the route's name."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and len(node.args) > 1):
            continue
        view = node.args[1]
        while isinstance(view, ast.Attribute):
            view = view.value
        names = [word.value for word in node.keywords if word.arg == "name"]
        for name in names:
            if isinstance(view, ast.Name) and isinstance(name, ast.Constant):
                yield view.id, str(name.value)


def nearest_tests(
    graph: DependencyGraph, changed: Iterable[str], *, known: Mapping[str, float], seconds: float
) -> tuple[list[str], list[str]]:
    """Return the test files that a change touches, nearest first: those to run, and the others.

    Args:
        known: the duration of each test file in seconds, if it has run before.
        seconds: the time limit for all. A changed test file always runs; other files that start a
            worker or a browser never do.
    """
    distances = graph.distances(changed)
    tests = [
        name
        for name, steps in distances.items()
        if re.fullmatch(r"tests/(.+/)?test_[^/]+\.py", name)
        and name in graph.trees
        and steps <= STEPS_MAX
    ]
    tests.sort(key=lambda name: (distances[name], known.get(name, 0), name))
    chosen, left_out = [], []
    for name in tests:
        text = (graph.root / name).read_text()
        costs = known.get(name, PER_TEST_SECONDS * text.count("def test_"))
        is_heavy = "mark.worker" in text or "mark.browser" in text
        if distances[name] == 0 or (not is_heavy and costs <= seconds):
            seconds -= costs
            chosen.append(name)
        else:
            left_out.append(name)
    return chosen, left_out
