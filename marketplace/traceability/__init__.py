"""Where a lot comes from, and the stamps that tell it."""

from marketplace.traceability.actions import count_scan, forget_scans, handle, issue_stamps, report, void
from marketplace.traceability.queries import (
    Scans,
    StampStatus,
    Trace,
    count_stamp_reports,
    get_stamp_report,
    get_trace,
    roll_of,
    scans_of,
    stamp_reports,
    waiting_stamp_reports,
)
from marketplace.traceability.stamps import FORMER, groups_of, new_code, parse_code, tidy
from marketplace.traceability.step_queries import find_step, get_step_of, photos_of, places_of, steps_of
from marketplace.traceability.steps import (
    MOST_STEP_PHOTOS,
    StepFacts,
    add_step,
    lot_before,
    mend_step,
    proposed_steps,
    remove_step,
)

__all__ = [
    "FORMER",
    "MOST_STEP_PHOTOS",
    "Scans",
    "StampStatus",
    "StepFacts",
    "Trace",
    "add_step",
    "count_scan",
    "count_stamp_reports",
    "find_step",
    "forget_scans",
    "get_stamp_report",
    "get_step_of",
    "get_trace",
    "groups_of",
    "handle",
    "issue_stamps",
    "lot_before",
    "mend_step",
    "new_code",
    "parse_code",
    "photos_of",
    "places_of",
    "proposed_steps",
    "remove_step",
    "report",
    "roll_of",
    "scans_of",
    "stamp_reports",
    "steps_of",
    "tidy",
    "void",
    "waiting_stamp_reports",
]
