"""Where a lot comes from, and the stamps that tell it."""

from marketplace.traceability.actions import count_scan, handle, issue_stamps, report, void
from marketplace.traceability.queries import (
    Scans,
    StampStatus,
    Trace,
    count_stamp_reports,
    get_stamp_report,
    get_trace,
    scans_of,
    stamp_reports,
)
from marketplace.traceability.stamps import groups_of, new_code, parse_code, tidy

__all__ = [
    "Scans",
    "StampStatus",
    "Trace",
    "count_scan",
    "count_stamp_reports",
    "get_stamp_report",
    "get_trace",
    "groups_of",
    "handle",
    "issue_stamps",
    "new_code",
    "parse_code",
    "report",
    "scans_of",
    "stamp_reports",
    "tidy",
    "void",
]
