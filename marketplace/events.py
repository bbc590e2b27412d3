"""Who acts on what happened. Rules announce it (database.announce) and do not know who listens; handlers are plain
functions of the packages further out, which put their names down here when they are imported.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

Happened = TypeVar("Happened")
Handler = Callable[[list[Happened]], None]

_handlers: defaultdict[type[Any], list[Handler[Any]]] = defaultdict(list)


def handles(kind: type[Happened]) -> Callable[[Handler[Happened]], Handler[Happened]]:
    """Let the function act on everything of this kind that one transaction announced, in the order of its happening."""

    def put_down(handler: Handler[Happened]) -> Handler[Happened]:
        _handlers[kind].append(handler)
        return handler

    return put_down


def hand_out(announced: list[object]) -> None:
    """Call the handlers, kind by kind, until nothing is left of what was announced, by them too."""
    while announced:
        happened = list(announced)
        announced.clear()
        for kind in dict.fromkeys(map(type, happened)):
            for handler in _handlers[kind]:
                handler([one for one in happened if type(one) is kind])
