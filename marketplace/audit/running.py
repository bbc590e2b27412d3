"""The whole audit: the database first, then the store of photos; what came of it is written down."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from marketplace import ledger, pictures, run_results
from marketplace.audit.checks import check
from marketplace.audit.models import Finding
from marketplace.gateways.files import FilesAway
from marketplace.run_results import Outcome


@dataclass(frozen=True)
class Report:
    """Which promises are broken, which photos lack files, and why nobody knows about them when the store was silent."""

    findings: tuple[Finding, ...]
    lost: tuple[str, ...] = ()
    unasked: str = ""

    @property
    def outcome(self) -> Outcome:
        """A promise that is broken weighs more than an answer that is missing."""
        if self.findings or self.lost:
            return Outcome.BROKEN
        return Outcome.UNASKED if self.unasked else Outcome.CLEAN

    @property
    def summary(self) -> str:
        """One line for people; nothing when all is well."""
        broken = [finding.invariant.promise for finding in self.findings]
        broken += [f"{len(self.lost)} photos lack their files"] * bool(self.lost)
        said = [f"broken: {'; '.join(broken)}"] * bool(broken)
        return ". ".join(said + [f"could not ask the store of photos: {self.unasked}"] * bool(self.unasked))


def run(session: Session) -> Report:
    """Ask whether every promise holds. Reads only; a database that does not answer raises what it always does."""
    findings = tuple(check(session))
    try:
        return Report(findings, tuple(pictures.missing_files()))
    except FilesAway as error:
        return Report(findings, unasked=str(error))


def write_down(report: Report) -> None:
    """Keep what came of an audit, for metrics and alerts, in the open transaction."""
    run_results.write_down(run_results.AUDIT, report.outcome, report.summary)


def write_down_books(report: ledger.Report) -> None:
    """Keep what came of recomputing the books, in the open transaction."""
    outcome = Outcome.BROKEN if report.faults else Outcome.CLEAN
    run_results.write_down(run_results.LEDGER, outcome, "; ".join(report.faults))
