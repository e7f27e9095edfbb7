const DEAD = 5000 // ms without its lock, after which a tab is taken to live no more; a reload takes less
const RETRY = 4000 // ms; twice as long after each failure
const RETRY_MOST = 16000
const TYPING = 1500 // ms after the last key, during which the page is not loaded anew under the person's hands

const watch = window.assessWatch ||= {
  observer: null,
  boot: null, // the server process that drew the page
  timer: 0,
  misses: 0, // questions in a row that the server has not answered
  place: null, // the section that was drawn last
  target: 0, // the number of the criterion that was gone to last
  tried: new Map(), // drafts that were sent, by key: what, when to try again, and how long to wait then
  count: 0, // drafts sent
  heard: 0, // the one whose outcome was heard last
  free: 0, // when the next one may be sent
}

const banner = (text) => {
  let box = document.getElementById('assess-connection')
  if (text === null) return box?.remove()
  if (!box) {
    box = document.createElement('div')
    box.id = 'assess-connection'
    box.setAttribute('role', 'alert')
    box.style.cssText = 'position:fixed;inset:0 0 auto 0;z-index:999999;padding:.75rem 1rem;text-align:center;' +
      'background:#8a1c1c;color:#fff;font:600 1rem/1.4 sans-serif'
    document.body.appendChild(box)
  }
  box.textContent = text
}

// Streamlit's own box says the same as the banner, and takes the cursor out of the note that is being typed.
const closeBox = () => {
  const heads = [...document.querySelectorAll('[role="dialog"] h2')]
  const head = heads.find((one) => one.textContent === 'Connection error')
  if (!head || !watch.misses) return
  head.closest('[role="dialog"]').querySelector('button[aria-label="Close"]')?.click()
  if (drafts.robbed) giveBack(drafts.robbed)
}
// The box fades before it lets go: what is typed until then goes where it was meant to.
const giveBack = (field) => {
  const until = Date.now() + 1000
  const type = (event) => {
    if (event.key.length > 1 || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    field.setRangeText(event.key, field.selectionStart, field.selectionEnd, 'end')
    field.dispatchEvent(new Event('input'))
  }
  window.addEventListener('keydown', type, true)
  const timer = setInterval(() => {
    field.focus()
    if (field.getRootNode().activeElement !== field && Date.now() < until) return
    clearInterval(timer)
    window.removeEventListener('keydown', type, true)
  }, 20)
  drafts.robbed = null
}
if (!watch.observer) {
  watch.observer = new MutationObserver(closeBox)
  watch.observer.observe(document.body, { childList: true })
}

const goTo = ({ place, target: [criterion, number] }) => {
  if (watch.place !== null && watch.place !== place) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0)
  watch.place = place
  if (!criterion || watch.target === number) return
  watch.target = number
  const until = Date.now() + 5000
  const timer = setInterval(() => {
    const card = document.querySelector('.st-key-card-' + criterion.replace('.', '-'))
    if (card) card.scrollIntoView()
    if (card || Date.now() > until) clearInterval(timer)
  }, 100)
}

// What became of the draft that was sent last.
const hear = ({ key, value, count, outcome }) => {
  if (count === watch.heard) return
  watch.heard = count
  watch.free = 0
  if (outcome === 'never' && watch.tried.has(key)) watch.tried.get(key).next = Infinity
  if (outcome !== 'done') return
  watch.tried.delete(key)
  drafts.dropSent(key, value)
}

const sendDraft = async (send) => {
  const now = Date.now()
  if (now < watch.free) return
  for (const { key, id, isOurs, draft } of await drafts.left()) {
    let one = watch.tried.get(key)
    if (one?.value !== draft.value) one = { value: draft.value, next: isOurs ? now : now + DEAD, wait: RETRY }
    watch.tried.set(key, one)
    if (now < one.next) continue
    one.next = now + one.wait
    one.wait = Math.min(2 * one.wait, RETRY_MOST)
    watch.free = now + RETRY
    send({ key, count: ++watch.count, note: { id, ...draft } })
    return
  }
}

const ask = async () => {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), 3000)
  try {
    const answer = await fetch('/boot', { cache: 'no-store', signal: stop.signal })
    if (!answer.ok) throw new Error(answer.status)
    return (await answer.text()).trim()
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}

const look = async (data, send) => {
  const boot = await ask()
  if (boot === null) {
    watch.misses += 1
    closeBox()
    if (watch.misses >= 2) banner(data.lost)
    return
  }
  watch.misses = 0
  if (boot !== watch.boot) {
    if (drafts.isComposing() || Date.now() - drafts.typedAt < TYPING) return
    drafts.leaveMark()
    window.location.reload()
    return
  }
  banner(null)
  await sendDraft(send)
}

export default function ({ data, setTriggerValue }) {
  document.documentElement.lang = data.lang
  document.documentElement.style.setProperty('--assess-unsaved', JSON.stringify(data.unsaved))
  watch.boot ??= data.boot
  goTo(data)
  if (data.heard) hear(data.heard)
  clearInterval(watch.timer)
  watch.timer = setInterval(() => look(data, (message) => setTriggerValue('draft', message)), 1000)
}
