"""Whether everything is as it was written, in words: what was looked through, or each damage and what to do."""

from collections.abc import Mapping

import streamlit as st

from assess.errors import AssessError
from assess.model.damage import Damage
from assess.presentation.sentences import damage_sentence, remedy_sentence
from assess.services.assessing import list_assessments
from assess.services.safekeeping import Verified, verify_database
from assess.ui import session
from assess.ui.components.save_status import clock_time
from assess.ui.screen_words import plain, say, told
from assess.workspace import Workspace, now

DATABASE = "database"
MOST = 30  # damages that are named


def verify_part(workspace: Workspace) -> None:
    known = session.checked()
    if st.button(say("verify.button"), key="verify", icon=":material/verified_user:"):
        with st.spinner(say("verify.looking")):
            known[DATABASE] = (now(), _verified(workspace))
    if DATABASE not in known:
        return
    at, found = known[DATABASE]
    if isinstance(found, AssessError):
        st.error(told(found))
    elif found.damages:
        heading = say("verify.damaged", count=len(found.damages), time=clock_time(at))
        st.error(damage_lines(found, heading, _names(workspace)))
    else:
        st.success(say("verify.sound", counts=sound_words(found), time=clock_time(at)))


def sound_words(verified: Verified) -> str:
    return say("verify.counts", assessments=verified.assessments, answers=verified.answers, acts=verified.acts)


def damage_lines(verified: Verified, heading: str, names: Mapping[str, str] | None = None) -> str:
    """Each damage by name, those of one remedy together with it."""
    remedies: dict[str, list[str]] = {}
    for damage in verified.damages[:MOST]:
        remedy = plain(remedy_sentence(damage, session.language()))
        remedies.setdefault(remedy, []).append(f"- {_sentence(damage, names or {})}")
    parts = [heading, *(part for remedy, lines in remedies.items() for part in ("\n".join(lines), remedy))]
    if len(verified.damages) > MOST:
        parts.append(say("verify.more", count=len(verified.damages) - MOST))
    return "\n\n".join(parts)


def _sentence(damage: Damage, names: Mapping[str, str]) -> str:
    """The assessment by the centre's name, where it is known, and the beginning of its id."""
    id = str(damage.facts.get("assessment", ""))
    if id in names:
        damage = damage.model_copy(update={"facts": {**damage.facts, "assessment": f"{names[id]} ({id[:8]})"}})
    return plain(damage_sentence(damage, session.language()))


def _verified(workspace: Workspace) -> Verified | AssessError:
    try:
        return verify_database(workspace, session.actor())
    except AssessError as error:
        return error


def _names(workspace: Workspace) -> dict[str, str]:
    try:
        return {one.id: one.centre for one in list_assessments(workspace, session.actor())}
    except AssessError:
        return {}
