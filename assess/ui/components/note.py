"""A note that is saved while it is typed.

The browser keeps a draft until the server has acknowledged the text, sends it 0.7 s after the last key (not in the
middle of composing Chinese), and sends again every 4 s until the acknowledgement comes. With it goes the note that it
was typed upon, so that a note which somebody else has saved meanwhile is never written over unseen. The draft of a
note whose page was left before it was sent is sent by the watchdog, which stands on every page.
"""

from collections.abc import Callable

import streamlit as st

from assess.model.assessment import NOTE_LENGTH
from assess.ui import session
from assess.ui.screen_words import say
from assess.ui.session import Settlement

_HTML = '<label for="text"></label><textarea id="text" rows="2"></textarea><p role="status" aria-live="polite"></p>'
_CSS = """
:host { display: block }
label { display: block; font-size: .875rem; margin-bottom: .25rem; color: var(--st-text-color) }
textarea { width: 100%; box-sizing: border-box; padding: .5rem .65rem; font: inherit; resize: vertical;
  color: var(--st-text-color); background: var(--st-secondary-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius) }
textarea:focus { outline: 2px solid var(--st-primary-color); outline-offset: 0 }
p { margin: .2rem 0 0; font-size: .8rem; min-height: 1.2em; color: var(--st-text-color) }
"""
_JS = """
export default function (component) {
  const { data, parentElement: root, setTriggerValue } = component
  const field = root.querySelector('textarea'), status = root.querySelector('p')
  const draftKey = 'assess-note:' + data.id
  window.assessNotes = window.assessNotes || new Set()  // those on the page; the watchdog sends the drafts of others
  root.querySelector('label').textContent = data.label
  field.maxLength = data.limit
  // `base` is the saved note that the text in the field was typed upon.
  const state = field.assessState || (field.assessState = { base: null, settled: 0, timer: 0, count: 0 })
  const typed = () => field.value !== state.base
  const push = () => {
    setTriggerValue('text', { id: data.id, base: state.base, value: field.value, count: ++state.count })
    clearTimeout(state.timer)
    state.timer = setTimeout(() => { if (typed()) { status.textContent = data.unsaved; push() } }, 4000)
  }
  const queue = (wait) => {
    clearTimeout(state.timer)
    status.textContent = data.saving
    state.timer = setTimeout(push, wait)
  }
  const take = () => { state.base = data.value; field.value = data.value }
  const kept = window.sessionStorage.getItem(draftKey)
  if (state.base === null) {
    take()
    const draft = kept === null ? null : JSON.parse(kept)
    // A draft that the server has is none any more: it was saved while its page was being left.
    if (draft !== null && draft.value !== data.value) {
      state.base = draft.base
      field.value = draft.value
      queue(50)
    }
  } else if (state.settled !== data.settled) {
    state.base = data.value
    if (data.kept === 'theirs') field.value = data.value
    else if (typed()) queue(50)
  } else if (data.value === field.value) state.base = data.value
  else if (!typed()) take()
  state.settled = data.settled
  if (!typed()) {
    window.sessionStorage.removeItem(draftKey)
    clearTimeout(state.timer)
    status.textContent = field.value ? data.saved : ''
  } else if (data.conflict) {
    clearTimeout(state.timer)
    status.textContent = data.unsaved
  } else if (data.failed) status.textContent = data.unsaved
  field.oncompositionstart = () => { state.composing = true }
  field.oncompositionend = () => { state.composing = false; field.oninput() }
  field.oninput = () => {
    window.sessionStorage.setItem(draftKey, JSON.stringify({ base: state.base, value: field.value }))
    if (data.conflict) status.textContent = data.unsaved
    else if (!state.composing) queue(700)
  }
  window.assessNotes.add(data.id)
  return () => { clearTimeout(state.timer); window.assessNotes.delete(data.id) }
}
"""

_note = st.components.v2.component("assess_note", html=_HTML, css=_CSS, js=_JS)


def note(
    id: str, value: str, failed: bool, conflict: bool, settled: Settlement, save: Callable[[str, str], None]
) -> None:
    """A field for a note; `save` is called with the note that was typed upon and the new text.

    While there is a `conflict` nothing is sent; `settled` tells how it ended.
    """
    key = f"note:{id}"

    def changed() -> None:
        sent = session.value_of(key)
        text = sent.text if sent is not None else None
        if isinstance(text, dict) and text.get("id") == id:
            # Told back with the next draw, so that it reaches the component even where nothing else has changed.
            session.seed(f"heard:{key}", text.get("count"))
            base, value = text.get("base"), text.get("value")
            if isinstance(base, str) and isinstance(value, str):
                save(base, value)

    data = {
        "id": id,
        "value": value,
        "failed": failed,
        "conflict": conflict,
        "settled": settled.count,
        "heard": session.value_of(f"heard:{key}"),
        "kept": settled.kept,
        "limit": NOTE_LENGTH,
        "label": say("note"),
        "saving": say("note.saving"),
        "saved": say("note.saved"),
        "unsaved": say("note.unsaved"),
    }
    _note(key=key, data=data, on_text_change=changed)
