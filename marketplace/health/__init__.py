"""Whether this process can serve: the schema is its own, the database and the store of files answer."""

from marketplace.health.checks import Checks, Report
from marketplace.health.forking import leave_connections_to_parent
from marketplace.health.schema import OtherVersion, Schema, compare, refuse_newer_version, refuse_other_version

__all__ = [
    "Checks",
    "OtherVersion",
    "Report",
    "Schema",
    "compare",
    "leave_connections_to_parent",
    "refuse_newer_version",
    "refuse_other_version",
]
