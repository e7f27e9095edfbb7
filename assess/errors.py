"""What can go wrong, as a tree.

    AssessError                 a sentence: where, what is wrong, what to do
    ├── ManyProblems            all problems of one file at once
    │   ├── FrameworkInvalid
    │   └── AssessmentInvalid
    ├── NotFound                no such framework, assessment or file (or not yours: the two look the same)
    ├── InvalidAnswer           an answer that the framework does not allow
    ├── Conflict                somebody else saved first; holds both values
    ├── Finished                the revision is finished and takes no more changes
    ├── NothingToUndo           there is no such change, or it was taken back already
    ├── BackupInvalid           the file is no backup, or not as it was written
    ├── StorageUnavailable      the database cannot be opened, read or written
    └── ReportFailed            the printing process could not make the PDF

Every class has a `code`. `words/errors.yaml` holds its sentence in both languages with the facts as placeholders;
`i18n.worded` makes an error from code and facts. What only the command can say stands there, in English alone.
"""

from dataclasses import dataclass


class AssessError(Exception):
    """An error that a person can mend. `facts` fill the placeholders of `words/errors.yaml`."""

    code = "error"

    def __init__(self, message: str, code: str | None = None, **facts: object) -> None:
        super().__init__(message)
        self.code = code or type(self).code
        self.facts = facts


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in a file: the place as a person would find it, what is wrong there, what to do."""

    place: str
    fault: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}: {self.fault} {self.remedy}".strip()


class ManyProblems(AssessError):
    def __init__(self, source: str, problems: tuple[Problem, ...]) -> None:
        self.source = source
        self.problems = problems
        count, listing = len(problems), "\n".join(f"  {problem}" for problem in problems)
        # The only sentence that is written twice: a test holds it against the one in `words/errors.yaml`.
        super().__init__(f"{source}: {count} to mend\n{listing}", source=source, count=count, listing=listing)


class FrameworkInvalid(ManyProblems):
    code = "framework_invalid"


class AssessmentInvalid(ManyProblems):
    code = "assessment_invalid"


class NotFound(AssessError):
    code = "not_found"


class InvalidAnswer(AssessError):
    code = "invalid_answer"


class Conflict(AssessError):
    """`mine` is what was to be saved, `theirs` what stands in the database now (both `Answer`)."""

    code = "conflict"

    def __init__(self, message: str, code: str | None = None, *, mine: object, theirs: object, **facts: object) -> None:
        super().__init__(message, code, **facts)
        self.mine = mine
        self.theirs = theirs


class Finished(AssessError):
    code = "finished"


class NothingToUndo(AssessError):
    code = "nothing_to_undo"


class BackupInvalid(AssessError):
    code = "backup_damaged"


class StorageUnavailable(AssessError):
    code = "storage_unavailable"


class ReportFailed(AssessError):
    code = "report_failed"
