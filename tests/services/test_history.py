"""Changes are told, and taken back one by one; what somebody else has changed since stays."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assess.errors import Conflict, Finished, InvalidAnswer, NotFound, NothingToUndo
from assess.model.answer_parts import PARTS
from assess.model.assessment import Answer, Evidence
from assess.model.framework import EvidenceKind
from assess.model.people import LOCAL_OWNER, Actor
from assess.services import history
from assess.services.answering import keep_unsettled, mark_for_review, record_answer, set_aside, settle
from assess.services.assessing import import_assessment, open_assessment
from assess.services.history import Change, history_of, last_change, undo
from assess.storage.audit import broken_at
from assess.workspace import Workspace
from tests.scoring.cases import assessment
from tests.workspaces import ASSESSED_ON, finished, started, workspace_in

ANNA = Actor(id="anna", name="Anna")
BEN = Actor(id="ben", name="Ben")
PLAN = Evidence(kind=EvidenceKind.DOCUMENT, reference="Plan 2026", dated=date(2026, 1, 10))
MINUTES = Evidence(kind=EvidenceKind.RECORD, reference="Minutes", dated=date(2026, 3, 1))
T4 = {"T4.1": "no_bot_ivr_portal", "T4.2": "no_bot_ivr_portal", "T4.4": "no_ai"}


@dataclass
class Clock:
    now: datetime = datetime(2026, 11, 15, 9)

    def __call__(self) -> datetime:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass
class Sheet:
    """An assessment, with a word for each thing that a person does to it. A minute goes by before each act."""

    workspace: Workspace
    clock: Clock
    id: str
    pause: float = 60

    def change(self, actor: Actor, criterion: str, **fields: object) -> None:
        self.clock.wait(self.pause)
        opened = open_assessment(self.workspace, actor, self.id)
        answer = opened.assessment.answer(criterion).model_copy(update=fields)
        record_answer(self.workspace, actor, self.id, answer, opened.version(criterion))

    def set_aside(self, actor: Actor, reasons: dict[str, str]) -> None:
        self.clock.wait(self.pause)
        set_aside(self.workspace, actor, self.id, reasons, open_assessment(self.workspace, actor, self.id))

    def undo(self, actor: Actor) -> bool:
        """Whether there was something to take back."""
        self.clock.wait(self.pause)
        change = last_change(self.workspace, actor, self.id)
        if change is not None:
            undo(self.workspace, actor, self.id, change)
        return change is not None

    def undo_all(self, actor: Actor) -> int:
        """How much there was."""
        count = 0
        while self.undo(actor):
            count += 1
        return count

    def answer(self, criterion: str) -> Answer:
        return open_assessment(self.workspace, ANNA, self.id).assessment.answer(criterion)

    def scores(self, *criteria: str) -> list[int | None]:
        return [self.answer(criterion).score for criterion in criteria]

    def last(self, actor: Actor) -> Change:
        change = last_change(self.workspace, actor, self.id)
        assert change is not None
        return change


def new_sheet(workspace: Workspace) -> Sheet:
    clock = Clock()
    workspace = replace(workspace, clock=clock)
    return Sheet(workspace, clock, started(workspace))


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return workspace_in(tmp_path)


@pytest.fixture
def sheet(workspace: Workspace) -> Sheet:
    return new_sheet(workspace)


# ---- undo ----


def test_several_undos_go_further_back_one_each(sheet: Sheet) -> None:
    sheet.change(ANNA, "S1.1", score=3)
    sheet.change(ANNA, "S1.2", score=2, note="seen")
    sheet.change(ANNA, "S1.1", score=4)
    assert [(one.criterion, one.before.score, one.after.score) for one in sheet.last(ANNA).answers] == [("S1.1", 3, 4)]
    assert sheet.undo(ANNA)
    assert sheet.scores("S1.1", "S1.2") == [3, 2]
    assert sheet.undo(ANNA)
    assert sheet.answer("S1.2") == Answer(criterion="S1.2")
    assert sheet.undo(ANNA)
    assert sheet.scores("S1.1", "S1.2") == [None, None]
    assert not sheet.undo(ANNA)
    sheet.change(ANNA, "S1.1", score=1)
    assert sheet.undo(ANNA)
    assert not sheet.undo(ANNA)
    with sheet.workspace.look_in() as work:
        assert broken_at(work.audit.read(sheet.id)) is None


def test_nothing_but_what_was_named_is_taken_back(sheet: Sheet) -> None:
    sheet.change(ANNA, "S1.1", score=3)
    named = sheet.last(ANNA)
    sheet.change(ANNA, "S1.2", score=2)
    last = sheet.last(ANNA)
    # What stood under this number before the database was put back to an earlier state, or in another one.
    other = last.model_copy(update={"at": last.at - timedelta(seconds=1)})
    for change in (named, other, last.model_copy(update={"last": 99})):
        with pytest.raises(NothingToUndo):
            undo(sheet.workspace, ANNA, sheet.id, change)
    with pytest.raises(NothingToUndo):
        undo(sheet.workspace, BEN, sheet.id, last)
    assert sheet.scores("S1.1", "S1.2") == [3, 2]
    undo(sheet.workspace, ANNA, sheet.id, sheet.last(ANNA))
    undo(sheet.workspace, ANNA, sheet.id, named)
    with pytest.raises(NothingToUndo):
        undo(sheet.workspace, ANNA, sheet.id, named)
    assert sheet.scores("S1.1", "S1.2") == [None, None]


def test_steps_of_one_person_are_taken_back_together(sheet: Sheet) -> None:
    sheet.change(ANNA, "S1.1", score=1)
    sheet.pause = 4
    sheet.clock.wait(60)
    for score in (2, 3, 4):
        sheet.change(ANNA, "S1.1", score=score)
        sheet.change(BEN, "S1.2", score=score)
    assert sheet.undo(ANNA)
    assert sheet.scores("S1.1", "S1.2") == [1, 4]
    assert sheet.undo(BEN)
    assert sheet.scores("S1.1", "S1.2") == [1, None]


@pytest.mark.parametrize(
    ("steps", "left"),
    [
        ([{"score": 3}, {"score": 4}, {"score": None}], {"score": 4}),
        ([{"score": 3}, {"score": None, "not_applicable": "no_suppliers"}], {"score": 3}),
        ([{"score": 3}, {"note": "x"}], {"score": 3}),
        ([{"note": "x"}, {"note": "xy"}, {"note": ""}], {"note": "xy"}),
        ([{"evidence": (PLAN,)}, {"evidence": (PLAN, MINUTES)}], {"evidence": (PLAN,)}),
        ([{"score": 3}, {"score": 4}, {"score": 3}], {}),
    ],
)
def test_what_is_no_step_on_the_way_is_taken_back_by_itself(
    sheet: Sheet, steps: list[dict[str, object]], left: dict[str, object]
) -> None:
    sheet.pause = 1
    for step in steps:
        sheet.change(ANNA, "S4.4", **step)
    sheet.undo(ANNA)
    assert sheet.answer("S4.4") == Answer(criterion="S4.4").model_copy(update=left)


def test_steps_between_which_somebody_else_changed_the_answer_are_no_one_change(sheet: Sheet) -> None:
    sheet.pause = 1
    sheet.change(ANNA, "S1.1", score=2)
    sheet.change(BEN, "S1.1", score=3)
    sheet.change(ANNA, "S1.1", score=4)
    assert sheet.undo(ANNA)
    assert sheet.scores("S1.1") == [3]
    assert not sheet.undo(ANNA)


def test_what_somebody_else_changed_since_stays_and_does_not_bar_the_way_back(sheet: Sheet) -> None:
    sheet.change(ANNA, "S1.2", score=1)
    sheet.change(ANNA, "S1.1", score=3, note="Anna's")
    sheet.change(BEN, "S1.1", score=5)
    assert [one.parts for one in sheet.last(ANNA).answers] == [(("note",),)]
    assert sheet.undo(ANNA)
    assert sheet.answer("S1.1") == Answer(criterion="S1.1", score=5)
    assert sheet.undo(ANNA)
    assert sheet.scores("S1.1", "S1.2") == [5, None]
    assert not sheet.undo(ANNA)
    assert sheet.undo(BEN)
    assert sheet.scores("S1.1") == [3]
    assert sheet.undo(ANNA)
    assert sheet.answer("S1.1") == Answer(criterion="S1.1")


def test_a_score_that_somebody_else_came_back_to_is_theirs(sheet: Sheet) -> None:
    sheet.change(ANNA, "S1.1", score=4)
    sheet.change(BEN, "S1.1", score=5)
    sheet.change(BEN, "S1.1", score=4)
    assert not sheet.undo(ANNA)
    assert sheet.scores("S1.1") == [4]


def test_a_finished_assessment_takes_no_undo(sheet: Sheet) -> None:
    sheet.change(ANNA, "S1.1", score=4)
    change = sheet.last(ANNA)
    finished(sheet.workspace, ANNA, sheet.id, ASSESSED_ON)
    with pytest.raises(Finished):
        undo(sheet.workspace, ANNA, sheet.id, change)
    assert sheet.scores("S1.1") == [4]


def test_an_act_that_began_before_the_rows_that_are_looked_at_first_is_taken_back_whole(
    sheet: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet.set_aside(ANNA, T4)
    monkeypatch.setattr(history, "LOOK_BACK", 2)
    assert sheet.undo(ANNA)
    assert [sheet.answer(one).not_applicable for one in T4] == [None] * len(T4)


def test_a_note_of_many_saves_is_taken_back_to_before_its_first_letter(sheet: Sheet) -> None:
    sheet.change(ANNA, "S1.2", score=2)
    sheet.change(ANNA, "S1.1", note="before")
    sheet.clock.wait(60)
    sheet.pause = 1
    for length in range(1, 131):
        sheet.change(ANNA, "S1.1", note="before" + "x" * length)
    assert sheet.undo(ANNA)
    assert sheet.answer("S1.1").note == "before"
    assert sheet.undo(ANNA)
    assert sheet.answer("S1.1").note == ""
    assert sheet.undo(ANNA)
    assert sheet.scores("S1.2") == [None]
    assert not sheet.undo(ANNA)


VALUES = st.one_of(
    st.builds(lambda score: {"score": score, "not_applicable": None}, st.sampled_from([None, 0, 1, 2])),
    st.just({"score": None, "not_applicable": "no_bot_ivr_portal"}),
    st.builds(lambda note: {"note": note}, st.sampled_from(["", "a", "ab"])),
    st.builds(lambda items: {"evidence": tuple(items)}, st.lists(st.sampled_from([PLAN, MINUTES]), max_size=2)),
)
ACTS = st.one_of(
    st.tuples(st.sampled_from(["T4.1", "T4.2"]), VALUES),
    st.just(("aside", {"T4.1": "no_bot_ivr_portal", "T4.2": "no_bot_ivr_portal"})),
)
PEOPLE = st.sampled_from([ANNA, BEN])


def act_out(sheet: Sheet, actor: Actor, act: tuple[str, dict[str, object]]) -> None:
    criterion, fields = act
    if criterion == "aside":
        sheet.set_aside(actor, {one: str(reason) for one, reason in fields.items()})
    else:
        sheet.change(actor, criterion, **fields)


def parts_of(sheet: Sheet) -> dict[tuple[str, tuple[str, ...]], object]:
    answers = [sheet.answer(criterion) for criterion in ("T4.1", "T4.2")]
    return {(one.criterion, part): [getattr(one, name) for name in part] for one in answers for part in PARTS}


A_FEW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@A_FEW
@given(acts=st.lists(st.tuples(PEOPLE, ACTS), max_size=8))
def test_undoing_all_of_one_persons_changes_leaves_what_the_other_one_changed(
    workspace: Workspace, acts: list[tuple[Actor, tuple[str, dict[str, object]]]]
) -> None:
    sheet = new_sheet(workspace)
    expected = parts_of(sheet)
    for actor, act in acts:
        before = parts_of(sheet)
        act_out(sheet, actor, act)
        if actor is BEN:
            expected |= {part: value for part, value in parts_of(sheet).items() if value != before[part]}
    sheet.undo_all(ANNA)
    assert parts_of(sheet) == expected


@A_FEW
@given(
    acts=st.lists(st.tuples(PEOPLE, st.one_of(ACTS, st.just("undo")), st.sampled_from([1, 60])), max_size=10),
    order=st.permutations([ANNA, BEN]),
)
def test_once_both_have_taken_everything_back_all_is_as_it_was(
    workspace: Workspace, acts: list[tuple[Actor, tuple[str, dict[str, object]] | str, float]], order: list[Actor]
) -> None:
    sheet = new_sheet(workspace)
    first = parts_of(sheet)
    for actor, act, pause in acts:
        sheet.pause = pause
        if isinstance(act, str):
            sheet.undo(actor)
        else:
            act_out(sheet, actor, act)
    sheet.pause = 60
    while sum(sheet.undo_all(actor) for actor in order):
        pass
    assert parts_of(sheet) == first


# ---- history ----


def test_the_history_of_an_answer_tells_each_change_the_newest_first(workspace: Workspace) -> None:
    clock = Clock()
    workspace = replace(workspace, clock=clock)
    brought = assessment((Answer(criterion="S1.1", score=2), Answer(criterion="S1.2", score=1)))
    sheet = Sheet(workspace, clock, import_assessment(workspace, LOCAL_OWNER, brought))
    sheet.change(BEN, "S1.1", evidence=(PLAN,))
    sheet.pause = 2
    for score in (3, 4, 5):
        sheet.change(ANNA, "S1.1", score=score)
    sheet.change(ANNA, "S1.2", score=3)
    sheet.clock.wait(60)
    sheet.undo(ANNA)
    sheet.undo(ANNA)
    told = [
        (change.act, change.actor_name, change.answers[0].before.score, change.answers[0].after.score)
        for change in history_of(workspace, ANNA, sheet.id, "S1.1")
    ]
    assert told == [
        ("undo", "Anna", 5, 2),
        ("answer", "Anna", 2, 5),
        ("answer", "Ben", 2, 2),
        ("import", "Local owner", None, 2),
    ]
    assert history_of(workspace, ANNA, sheet.id, "S1.3") == ()
    with pytest.raises(NotFound):
        history_of(workspace, ANNA, "no-such-id", "S1.1")


def test_steps_that_end_where_they_began_are_no_change(sheet: Sheet) -> None:
    sheet.change(ANNA, "S1.1", score=1)
    sheet.clock.wait(60)
    sheet.pause = 1
    for score in (2, 3, 1):
        sheet.change(ANNA, "S1.1", score=score)
    told = history_of(sheet.workspace, ANNA, sheet.id, "S1.1")
    assert [change.answers[0].after.score for change in told] == [1]
    assert sheet.undo(ANNA)
    assert sheet.scores("S1.1") == [None]


# ---- set aside ----


def test_several_criteria_are_set_aside_in_one_act_and_come_back_in_one(sheet: Sheet) -> None:
    sheet.change(ANNA, "T4.1", score=3, note="seen", evidence=(PLAN,))
    before = sheet.answer("T4.1")
    sheet.set_aside(ANNA, T4)
    assert sheet.answer("T4.1") == before.model_copy(update={"score": None, "not_applicable": "no_bot_ivr_portal"})
    assert sheet.answer("T4.4") == Answer(criterion="T4.4", not_applicable="no_ai")
    assert [one.criterion for one in sheet.last(ANNA).answers] == list(T4)
    assert len(history_of(sheet.workspace, ANNA, sheet.id, "T4.2")) == 1
    assert sheet.undo(ANNA)
    assert (sheet.answer("T4.1"), sheet.answer("T4.4")) == (before, Answer(criterion="T4.4"))
    assert sheet.undo(ANNA)
    assert sheet.answer("T4.1") == Answer(criterion="T4.1")


def test_a_score_just_before_is_no_part_of_the_act_that_sets_it_aside(sheet: Sheet) -> None:
    sheet.pause = 1
    sheet.change(ANNA, "T4.1", score=3)
    sheet.set_aside(ANNA, T4)
    assert sheet.undo(ANNA)
    assert sheet.scores("T4.1", "T4.2") == [3, None]
    assert sheet.answer("T4.4").not_applicable is None


def test_none_is_set_aside_where_one_was_changed_meanwhile_or_may_not_be(sheet: Sheet) -> None:
    seen = open_assessment(sheet.workspace, ANNA, sheet.id)
    sheet.change(BEN, "T4.2", score=3)
    with pytest.raises(Conflict) as caught:
        set_aside(sheet.workspace, ANNA, sheet.id, T4, seen)
    assert (caught.value.facts["criterion"], caught.value.facts["who"]) == ("T4.2", "Ben")
    with pytest.raises(InvalidAnswer):
        sheet.set_aside(ANNA, {"T4.1": "no_bot_ivr_portal", "T4.4": "no_bot_ivr_portal"})
    assert [one.criterion for one in open_assessment(sheet.workspace, ANNA, sheet.id).assessment.answers] == ["T4.2"]


# ---- marks, and answers that met ----


def test_a_mark_is_kept_once_until_it_is_taken_away(sheet: Sheet) -> None:
    for _ in range(2):
        opened = mark_for_review(sheet.workspace, ANNA, sheet.id, "S1.1", True)
    assert opened.marks == open_assessment(sheet.workspace, BEN, sheet.id).marks == {"S1.1"}
    assert (opened.assessment.answers, opened.chain.length) == ((), 2)
    for _ in range(2):
        opened = mark_for_review(sheet.workspace, BEN, sheet.id, "S1.1", False)
    assert (opened.marks, opened.chain.length) == (frozenset(), 3)
    with pytest.raises(InvalidAnswer):
        mark_for_review(sheet.workspace, ANNA, sheet.id, "Q1.1", True)


def test_an_answer_that_met_another_one_is_kept_once_until_somebody_has_chosen(sheet: Sheet) -> None:
    sheet.change(ANNA, "S1.1", score=4)
    mine = Answer(criterion="S1.1", score=2)
    for _ in range(2):
        opened = keep_unsettled(sheet.workspace, BEN, sheet.id, mine)
    (one,) = opened.unsettled
    assert (one.answer, one.actor_name, sheet.scores("S1.1")) == (mine, "Ben", [4])
    sheet.change(BEN, "S1.1", score=5)
    with pytest.raises(Conflict):
        settle(sheet.workspace, BEN, sheet.id, one, "mine", seen_version=1)
    assert open_assessment(sheet.workspace, BEN, sheet.id).unsettled == (one,)
    for _ in range(2):
        opened = settle(sheet.workspace, BEN, sheet.id, one, "mine", seen_version=2)
    assert (opened.unsettled, sheet.scores("S1.1")) == ((), [2])
    assert sheet.undo(BEN)
    assert sheet.scores("S1.1") == [5]


def test_to_keep_the_saved_answer_changes_none(sheet: Sheet) -> None:
    sheet.change(ANNA, "S1.1", score=4)
    (one,) = keep_unsettled(sheet.workspace, BEN, sheet.id, Answer(criterion="S1.1", score=2)).unsettled
    opened = settle(sheet.workspace, BEN, sheet.id, one, "theirs", seen_version=1)
    assert (opened.unsettled, opened.version("S1.1"), sheet.scores("S1.1")) == ((), 1, [4])
    assert not sheet.undo(BEN)
