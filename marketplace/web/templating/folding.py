"""Writing into a template, before it is compiled, what is the same whenever it is drawn.

Nothing here changes what a template says: what cannot be known beforehand is left as it stands.
"""

import re
from collections.abc import Callable, Container, Iterator
from functools import lru_cache
from keyword import iskeyword
from typing import Any, Final, NamedTuple

from flask import has_request_context, url_for
from jinja2 import nodes
from jinja2.environment import Environment
from jinja2.runtime import Macro, markup_join
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer

from marketplace.web.locale import words

FOLDER: Final = "components/"
COMPONENT: Final = "component_"
FUNCTION: Final = "function_"
"""Compiled templates find a component in their environment under its name with one of these in front: as it is, or as
the function of its arguments in their order."""
REMEMBERED: Final = frozenset({"product_card"})
"""Components that many pages draw from the same arguments."""
MOST_REMEMBERED: Final = 1_000
"""Of each of these, in each language: two megabytes of cards."""
BLANK: Final = re.compile(r"%\((\w+)\)s")
GIVEN: Final = frozenset({"kwargs", "loop", "varargs"})
"""What Jinja itself gives to macros and loops."""
SENTENCE: Final = frozenset({"_", "gettext"})
ADDRESS: Final = "url_for"
"""Compiled templates find this in their environment, too."""


class Component(NamedTuple):
    """A component, and the file that it stands in."""

    name: str
    macro: Macro
    file: str


class Components:
    """The components of one environment, each loaded when it is first asked for."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self._known: dict[str, Component] = {}
        self._constant: dict[str, bool] = {}

    def is_constant(self, file: str) -> bool:
        """Whether what the component in this file draws follows from its arguments alone.

        To know it takes longer than to load a compiled one, and only what is compiled anew asks.
        """
        if file not in self._constant:
            self._constant[file] = self._names_its_own(file)
        return self._constant[file]

    def get(self, file: str) -> Component:
        """The component in this file, whose name it bears."""
        if file not in self._known:
            self._known[file] = self._load(file)
        return self._known[file]

    def parse(self, file: str) -> nodes.Template:
        """What stands in a template, folded."""
        source, filename, _ = self.environment.loader.get_source(self.environment, file)  # type: ignore[union-attr]
        tree = self.environment._parse(source, file, filename)
        fold(tree, self)
        return tree

    def _load(self, file: str) -> Component:
        name = file.removeprefix(FOLDER).removesuffix(".html")
        macro: Macro = getattr(self.environment.get_template(file).make_module(), name)
        component = Component(name, macro, file)
        function = _remembering(macro._func) if name in REMEMBERED and self.is_constant(file) else macro._func
        setattr(self.environment, COMPONENT + name, macro)
        setattr(self.environment, FUNCTION + name, function)
        return component

    def _names_its_own(self, file: str) -> bool:
        """Whether it names nothing but its own, nor does any component that it calls."""
        tree = self.parse(file)
        called = {node.name for node in tree.find_all(nodes.EnvironmentAttribute)}
        others = {name.removeprefix(COMPONENT).removeprefix(FUNCTION) for name in called}
        names = {name.name for name in tree.find_all(nodes.Name)} | (called & {ADDRESS})
        return names <= _given(tree) | GIVEN and all(self.is_constant(f"{FOLDER}{other}.html") for other in others)


def _remembering(draw: Callable[..., str]) -> Callable[..., str]:
    """Draws the same arguments once."""
    known = lru_cache(MOST_REMEMBERED)(draw)

    def drawn(*args: object) -> str:
        try:
            return known(*args)
        except TypeError:  # what can change cannot be remembered
            return draw(*args)

    return drawn


def fold(tree: nodes.Template, components: Components) -> None:
    """Look up sentences and addresses, take in what is included, draw what is known, call the rest without detours."""
    folding = _Folding(tree, components)
    folding.visit(tree)
    _Unused(tree, folding.files).visit(tree)


class _Folding(NodeTransformer):
    """Works on one template. A name that the template itself gives to something means that and nothing else."""

    def __init__(self, tree: nodes.Template, components: Components) -> None:
        self._components = components
        own = _given(tree)
        self.files = {name: file for name, file in _imports(tree) if name not in own}
        self._own = own | self.files.keys()

    def visit_Include(self, node: nodes.Include) -> nodes.Node:
        """What is included stands here, with names of its own; an error in it is told of this line."""
        if not isinstance(node.template, nodes.Const) or node.ignore_missing or not node.with_context:
            return node
        tree = self._components.parse(node.template.value)
        tree.set_lineno(node.lineno, override=True)
        return nodes.Scope(tree.body, lineno=node.lineno, environment=node.environment)

    def visit_Output(self, node: nodes.Output) -> nodes.Output:
        """A sentence with blanks is cut at its blanks; what is said on one condition is otherwise nothing."""
        self.generic_visit(node)
        node.nodes = [piece for child in node.nodes for piece in _cut(child)]
        for condition in node.nodes:
            if isinstance(condition, nodes.CondExpr) and condition.expr2 is None:
                condition.expr2 = nodes.Const("")
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Expr:
        """Jinja's own folding of `~` would forget which parts are HTML."""
        self.generic_visit(node)
        try:
            return _known(node, markup_join(part.as_const() for part in node.nodes))
        except nodes.Impossible:
            return node

    def visit_CallBlock(self, node: nodes.CallBlock) -> nodes.CallBlock:
        """A component that frames what stands between: that is given to it anew each time."""
        self.generic_visit(node.call)
        node.body = [self.visit(child) for child in node.body]
        if (component := self._called(node.call)) and _is_named_well(node.call):
            node.call.node = _attribute(node.call, COMPONENT + component.name)
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:
        """Sentences, addresses and components, by the name that is called."""
        self.generic_visit(node)
        if not _is_named_well(node) or not isinstance(node.node, nodes.Name):
            return node
        if component := self._called(node):
            return _component(node, component, self._components.is_constant(component.file))
        name = node.node.name if node.node.name not in self._own else ""
        if name in SENTENCE:
            return _sentence(node)
        return _address(node) if name == ADDRESS else node

    def _called(self, node: nodes.Call) -> Component | None:
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        return self._components.get(self.files[name]) if name in self.files else None


class _Unused(NodeTransformer):
    """Takes out the imports of components that are only called: compiled templates find those by themselves."""

    def __init__(self, tree: nodes.Template, files: Container[str]) -> None:
        self._files, self._named = files, {name.name for name in tree.find_all(nodes.Name)}

    def visit_FromImport(self, node: nodes.FromImport) -> nodes.FromImport | None:
        """The names that are still needed."""
        node.names = [name for name in node.names if name in self._named or name not in self._files]
        return node if node.names else None


def _given(tree: nodes.Template) -> set[str]:
    """The names to which the template itself gives something."""
    macros = {macro.name for macro in tree.find_all(nodes.Macro)}
    return macros | {name.name for name in tree.find_all(nodes.Name) if name.ctx != "load"}


def _imports(tree: nodes.Template) -> Iterator[tuple[str, str]]:
    """The names under which components are imported, each with its file."""
    for statement in tree.find_all(nodes.FromImport):
        file = statement.template.value if isinstance(statement.template, nodes.Const) else ""
        for name in statement.names:
            if isinstance(name, str) and not statement.with_context and file == f"{FOLDER}{name}.html":
                yield name, file


def _is_named_well(call: nodes.Call) -> bool:
    """Whether the arguments are those that one reads, under names that Python allows."""
    return not (call.dyn_args or call.dyn_kwargs or any(iskeyword(keyword.key) for keyword in call.kwargs))


def _component(call: nodes.Call, component: Component, is_constant: bool) -> nodes.Expr:
    """What it draws when that is known; else it is called as the function that it is."""
    if is_constant:
        try:
            args, kwargs = nodes.args_as_const(call, None)
        except nodes.Impossible:
            pass
        else:
            return _known(call, component.macro(*args, **kwargs))
    if (by_place := _by_place(call, component.macro)) is None:
        call.node = _attribute(call, COMPONENT + component.name)
    else:
        call.node, call.args, call.kwargs = _attribute(call, FUNCTION + component.name), by_place, []
    return call


def _by_place(call: nodes.Call, macro: Macro) -> list[nodes.Expr] | None:
    """The arguments in the order of the function, further ones last; None when it takes others."""
    given = dict(zip(macro.arguments, call.args, strict=False)) | {each.key: each.value for each in call.kwargs}
    further = [nodes.Pair(nodes.Const(name), value) for name, value in given.items() if name not in macro.arguments]
    is_odd = macro.caller or macro.catch_varargs or len(given) < len(call.args) + len(call.kwargs)
    if is_odd or (further and not macro.catch_kwargs):
        return None
    in_order = [given.get(name, nodes.Const(missing)) for name in macro.arguments]
    return [*in_order, nodes.Dict(further)] if macro.catch_kwargs else in_order


def _sentence(call: nodes.Call) -> nodes.Expr:
    """A sentence in the language of the template; its blanks stay open."""
    if len(call.args) != 1 or not isinstance(call.args[0], nodes.Const):
        return call
    told = words().gettext(call.args[0].value)
    sentence = nodes.TemplateData(told, lineno=call.lineno, environment=call.environment)
    if not call.kwargs:
        return _known(call, sentence.as_const() % {})
    pairs = [nodes.Pair(nodes.Const(each.key), each.value) for each in call.kwargs]
    return nodes.Mod(sentence, nodes.Dict(pairs), lineno=call.lineno, environment=call.environment)


def _cut(node: nodes.Expr) -> Iterator[nodes.Expr]:
    """The words of a sentence and what fills its blanks, in their order; any other node as it is."""
    if (
        not isinstance(node, nodes.Mod)
        or not isinstance(node.left, nodes.TemplateData)
        or not isinstance(node.right, nodes.Dict)
    ):
        yield node
        return
    fillings = {pair.key.as_const(): pair.value for pair in node.right.items}
    parts = BLANK.split(node.left.data)
    blanks = parts[1::2]
    if "%" in "".join(parts[::2]) or len(set(blanks)) < len(blanks) or not fillings.keys() >= set(blanks):
        yield node
        return
    for number, part in enumerate(parts):
        yield fillings[part] if number % 2 else nodes.TemplateData(part, lineno=node.lineno)


def _address(call: nodes.Call) -> nodes.Expr:
    """A fixed address. One that begins with a dot stands for a page beside the one that is drawn."""
    if has_request_context() and not any(keyword.key.startswith("_") for keyword in call.kwargs):
        try:
            args, kwargs = nodes.args_as_const(call, None)
        except nodes.Impossible:
            pass
        else:
            return call if args[0].startswith(".") else _known(call, url_for(*args, **kwargs))
    call.node = _attribute(call, ADDRESS)
    return call


def _known(node: nodes.Node, value: Any) -> nodes.Const:
    return nodes.Const.from_untrusted(value, lineno=node.lineno, environment=node.environment)


def _attribute(node: nodes.Node, name: str) -> nodes.EnvironmentAttribute:
    return nodes.EnvironmentAttribute(name, lineno=node.lineno, environment=node.environment)
