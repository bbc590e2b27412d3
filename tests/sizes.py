"""How many bytes things really take."""

import sys
from gc import get_referents
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType

SHARED = (type, ModuleType, FunctionType, BuiltinFunctionType, MethodType)
"""What things refer to without owning it."""
DEEPEST = 12


def size_of(*things: object) -> int:
    """How many bytes these take with all that they refer to; what is referred to twice counts twice."""
    total, level = 0, list(things)
    for _ in range(DEEPEST):
        total += sum(map(sys.getsizeof, level))
        level = [thing for thing in get_referents(*level) if not isinstance(thing, SHARED)]
        if not level:
            break
    return total
