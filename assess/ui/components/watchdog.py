"""Watches the server from the page.

While it does not answer, a banner says that nothing is being saved; when another process answers in its place, the
page is loaded anew, since clicks on the old one would show and not be saved. Also sets the page's language, which
Streamlit leaves at English, begins each new section at its top or at the
criterion that was asked for, and sends the drafts of notes whose page was left
before they were sent: a click that leads away cannot be held up for them.
"""

import streamlit as st

from assess.ui import session
from assess.ui.boot import BOOT_ID
from assess.ui.screen_words import say

_JS = """
export default function (component) {
  const { data, setTriggerValue } = component
  document.documentElement.lang = data.lang
  if (window.assessPlace !== undefined && window.assessPlace !== data.place) {
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0)
  }
  window.assessPlace = data.place
  const [target, number] = data.target
  if (target && window.assessTarget !== number) {
    window.assessTarget = number
    const until = Date.now() + 5000
    const look = window.setInterval(() => {
      const card = document.querySelector('.st-key-card-' + target.replace('.', '-'))
      if (card) card.scrollIntoView()
      if (card || Date.now() > until) window.clearInterval(look)
    }, 100)
  }
  const banner = () => {
    let box = document.getElementById('assess-connection')
    if (!box) {
      box = document.createElement('div')
      box.id = 'assess-connection'
      box.setAttribute('role', 'alert')
      box.style.cssText = 'position:fixed;inset:0 0 auto 0;z-index:999999;padding:.75rem 1rem;text-align:center;' +
        'background:#8a1c1c;color:#fff;font:600 1rem/1.4 sans-serif'
      document.body.appendChild(box)
    }
    return box
  }
  const drafts = 'assess-note:'
  const heard = data.heard
  window.assessRefused = window.assessRefused || new Set()
  if (heard && !heard.saved) window.assessRefused.add(drafts + heard.id + heard.value)
  else if (heard && JSON.parse(window.sessionStorage.getItem(drafts + heard.id))?.value === heard.value) {
    window.sessionStorage.removeItem(drafts + heard.id)
  }
  const sendDraft = () => {
    for (const key of Object.keys(window.sessionStorage)) {
      if (!key.startsWith(drafts) || window.assessNotes?.has(key.slice(drafts.length))) continue
      const draft = JSON.parse(window.sessionStorage.getItem(key))
      if (window.assessRefused.has(key + draft.value)) continue
      window.assessSent = (window.assessSent || 0) + 1
      setTriggerValue('draft', { id: key.slice(drafts.length), count: window.assessSent, ...draft })
      return
    }
  }
  window.clearInterval(window.assessWatch)
  let misses = 0
  window.assessWatch = window.setInterval(async () => {
    try {
      const stop = new AbortController()
      const timer = window.setTimeout(() => stop.abort(), 3000)
      const answer = await fetch('/boot', { cache: 'no-store', signal: stop.signal })
      window.clearTimeout(timer)
      if (!answer.ok) throw new Error(answer.status)
      misses = 0
      sendDraft()
      if ((await answer.text()).trim() !== data.boot) { window.location.reload(); return }
      const box = document.getElementById('assess-connection')
      if (box) box.remove()
    } catch (error) {
      misses += 1
      if (misses >= 2) banner().textContent = data.lost
    }
  }, 1000)
}
"""

_watch = st.components.v2.component("assess_watchdog", html="<span hidden></span>", js=_JS)


def watchdog() -> None:
    data = {
        "boot": BOOT_ID,
        "lang": session.language().html,
        "lost": say("connection_lost"),
        "place": session.section(),
        "target": session.target(),
        "heard": session.value_of("heard:draft"),
    }
    _watch(key="watchdog", data=data, on_draft_change=_draft_came)


def _draft_came() -> None:
    sent = session.value_of("watchdog")
    draft = sent.draft if sent is not None else None
    if not isinstance(draft, dict) or not all(isinstance(draft.get(name), str) for name in ("id", "base", "value")):
        return
    saved = session.save_draft(draft["id"], draft["base"], draft["value"])
    session.seed("heard:draft", {**draft, "saved": saved})
