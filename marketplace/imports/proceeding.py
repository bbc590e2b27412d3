"""What a worker does with a table: the step that it stands at, and the next one where that needs nobody."""

from marketplace.imports.batches import Gone
from marketplace.imports.intake import read_table
from marketplace.imports.judging import check_table
from marketplace.imports.models import ImportState
from marketplace.imports.queries import find_import
from marketplace.imports.sending import send_table
from marketplace.imports.undoing import undo_table
from marketplace.imports.writing import write_table
from marketplace.jobs import TakenJob

STEPS = {
    ImportState.READING: read_table,
    ImportState.CHECKING: check_table,
    ImportState.WRITING: write_table,
    ImportState.UNDOING: undo_table,
    ImportState.SENDING: send_table,
}


def proceed(job: TakenJob) -> None:
    """Go on with a table until a person is needed. Begun again after a crash, it goes on where it was."""
    while (table := find_import(job.payload["ref"])) and table.is_working:
        try:
            STEPS[ImportState(table.state)](table)
        except Gone:
            return
