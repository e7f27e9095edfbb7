"""Watches the server from the page.

While it does not answer, a banner says that nothing is being saved; when another process answers in its place, the
page is loaded anew, since clicks on the old one would show and not be saved. Also sets the page's language, which
Streamlit leaves at English, and begins each new section at its top.
"""

import streamlit as st

from assess.ui import session
from assess.ui.boot import BOOT_ID
from assess.ui.screen_words import say

_JS = """
export default function (component) {
  const { data } = component
  document.documentElement.lang = data.lang
  if (window.assessPlace !== undefined && window.assessPlace !== data.place) {
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0)
  }
  window.assessPlace = data.place
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
    }
    _watch(key="watchdog", data=data)
