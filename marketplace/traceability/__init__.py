"""Where a lot comes from, and the stamps that tell it."""

from marketplace.traceability.actions import count_scan, forget_scans, handle, report, void
from marketplace.traceability.digital_link import stamp_path
from marketplace.traceability.queries import (
    Scans,
    StampStatus,
    Trace,
    check_gtin,
    count_stamp_reports,
    get_stamp_report,
    get_trace,
    roll_of,
    scans_of,
    stamp_reports,
    waiting_stamp_reports,
)
from marketplace.traceability.rolls import (
    STAMP_ROLL,
    codes_of,
    get_roll_of,
    issue_stamps,
    make_roll,
    order_roll,
    rolls_of,
    spoil,
    stamps_left,
    stick,
)
from marketplace.traceability.scan_limits import scan_limits
from marketplace.traceability.sightings import forget_sightings, provinces_of, see_in
from marketplace.traceability.stamps import FORMER, groups_of, new_code, parse_code
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
from marketplace.traceability.typed_codes import tidy

__all__ = [
    "FORMER",
    "MOST_STEP_PHOTOS",
    "STAMP_ROLL",
    "Scans",
    "StampStatus",
    "StepFacts",
    "Trace",
    "add_step",
    "check_gtin",
    "codes_of",
    "count_scan",
    "count_stamp_reports",
    "find_step",
    "forget_scans",
    "forget_sightings",
    "get_roll_of",
    "get_stamp_report",
    "get_step_of",
    "get_trace",
    "groups_of",
    "handle",
    "issue_stamps",
    "lot_before",
    "make_roll",
    "mend_step",
    "new_code",
    "order_roll",
    "parse_code",
    "photos_of",
    "places_of",
    "proposed_steps",
    "provinces_of",
    "remove_step",
    "report",
    "roll_of",
    "rolls_of",
    "scan_limits",
    "scans_of",
    "see_in",
    "spoil",
    "stamp_path",
    "stamp_reports",
    "stamps_left",
    "steps_of",
    "stick",
    "tidy",
    "void",
    "waiting_stamp_reports",
]
