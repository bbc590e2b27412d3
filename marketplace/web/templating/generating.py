"""The Python code of templates, without the detours that Jinja takes for what could be anything."""

from collections.abc import Iterable
from typing import Any, Final

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Node
from markupsafe import _escape_inner, escape  # type: ignore[attr-defined]

from marketplace.web.templating.folding import FUNCTION

HTML: Final = type(escape(""))


def shown(value: Any) -> str:
    """A value as it stands in HTML: what `escape` makes of it, in a third of the time for what pages mostly show."""
    kind = type(value)
    if kind is str:
        return _escape_inner(value)
    if kind is HTML:
        return value
    return str(value) if kind is int else escape(value)


class Generator(CodeGenerator):
    """Writes a call of the environment's own functions, which folding leaves, as a plain call."""

    _printed: nodes.Expr | None = None
    """What goes into the page as it is."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """Give the code the function above."""
        self.writeline(f"from {__name__} import shown")
        super().visit_Template(node, frame)

    def blockvisit(self, nodes: Iterable[Node], frame: Frame) -> None:
        """A block gives its HTML in one piece: each piece would go through every layout on its way."""
        if not frame.block_frame or frame.buffer is not None:
            super().blockvisit(nodes, frame)
            return
        self.buffer(frame)
        super().blockvisit(nodes, frame)
        self.writeline(f"yield concat({frame.buffer})")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """What `context.call` finds out about a function is known of these: they want nothing of the context."""
        if not isinstance(node.node, nodes.EnvironmentAttribute):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        is_text = _gives_text(node) and node is not self._printed
        self.write("Markup(" * is_text)
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write("caller=caller" * forward_caller + ")" + ")" * is_text)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        elif _gives_text(node):
            self._printed = node
            self.write("(")
        else:
            self.write("shown(")


def _gives_text(node: nodes.Node) -> bool:
    """Whether this calls the bare function of a component, whose HTML is a plain text."""
    called = node.node if isinstance(node, nodes.Call) else None
    return isinstance(called, nodes.EnvironmentAttribute) and called.name.startswith(FUNCTION)
