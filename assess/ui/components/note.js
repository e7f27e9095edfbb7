// A note that is saved while it is typed. Everything is decided by the texts themselves: what is in the field, what is
// saved, what was sent. Nothing has to be remembered of messages, which may be lost.

const PAUSE = 600 // ms without a key, after which the text is sent
const STRETCH = 1500 // ms of typing without a pause, after which it is sent all the same
const RETRY = 4000 // ms until a text is sent again that has not arrived
const LATE = 2000 // ms after the last key, from which on the page says that it is not saved
const IN_FLIGHT = 8 // texts of which it is unknown whether they have arrived

class Note {
  constructor(root) {
    this.field = root.querySelector('textarea')
    this.label = root.querySelector('label')
    this.status = root.querySelector('p')
    this.data = null
    this.ready = false // until the draft of an earlier life of the page has been looked for
    this.base = null // the saved note that the text was typed upon
    this.sent = [] // on the way from there to the text
    this.waited = null // the text that waited for a choice when this was last looked at
    this.composing = false // whether a word is being put together (Chinese input)
    this.timer = 0
    this.begun = 0 // when the first key was pressed that is not saved
    this.typed = 0 // when the last key was pressed
    this.pushed = { value: null, at: 0 }
    this.field.addEventListener('input', () => this.input())
    this.field.addEventListener('blur', ({ relatedTarget }) => {
      drafts.robbed = relatedTarget?.closest('[role="dialog"]') ? this.field : null
    })
    this.field.addEventListener('compositionstart', () => { this.composing = true })
    this.field.addEventListener('compositionend', () => { this.composing = false; this.input() })
  }

  draw(data, send) {
    const first = this.data === null
    this.data = data
    this.send = send
    this.label.textContent = data.label
    this.field.maxLength = data.limit
    drafts.fields.set(data.id, this.field)
    if (first) {
      this.take()
      drafts.find(data.id).catch(() => undefined).then((draft) => this.adopt(draft))
    }
    this.field.readOnly = data.disabled || !this.ready
    this.look()
  }

  adopt(draft) {
    this.ready = true
    this.field.readOnly = this.data.disabled
    if (draft) {
      this.base = draft.base
      this.sent = [...draft.sent, draft.value] // its earlier life, or the watchdog, may have sent it
      this.field.value = draft.value
      this.typed = Date.now() - PAUSE // to be sent at once
    }
    const mark = drafts.takeMark(this.data.id)
    if (mark) {
      this.field.focus()
      this.field.setSelectionRange(mark.start, mark.end)
    }
    this.look()
  }

  get isSaved() { return this.field.value === this.data.value }
  get waits() { return !this.isSaved && this.data.unsettled.includes(this.field.value) }
  get fails() { return this.data.failed !== null && this.pushed.value !== null }

  take() {
    if (!this.isSaved) this.field.value = this.data.value
    this.base = this.data.value
    this.sent = []
  }

  // Holds the field against what is saved; called when either has changed.
  look() {
    const { field, data } = this
    const arrived = this.sent.lastIndexOf(data.value)
    if (arrived >= 0) {
      this.base = data.value
      this.sent.splice(0, arrived + 1)
      this.begun = Date.now()
    }
    const untouched = field.value === this.base
    const settled = this.waited === field.value && !this.waits
    if (!this.composing && (this.isSaved || untouched || settled)) this.take()
    this.waited = this.waits ? field.value : null
    if (!this.ready) return
    if (this.isSaved || this.waits) this.rest()
    else this.stir()
    this.tell()
  }

  rest() {
    // Taken back by hand what could not be saved: the server has to hear that nothing waits any more.
    if (this.isSaved && this.fails) this.send({ id: this.data.id, base: this.base, sent: [], value: this.field.value })
    drafts.drop(this.data.id)
    clearInterval(this.timer)
    this.timer = 0
    this.pushed = { value: null, at: 0 }
  }

  stir() {
    drafts.keep(this.data.id, { base: this.base, sent: this.sent, value: this.field.value })
    if (this.timer || this.data.disabled) return
    this.begun = Date.now()
    this.pushed = { value: null, at: this.begun }
    this.timer = setInterval(() => this.tick(), 100)
  }

  input() {
    this.typed = drafts.typedAt = Date.now()
    this.look()
  }

  tick() {
    if (!this.field.isConnected) {
      clearInterval(this.timer) // the page was left; the watchdog sends the draft
      this.timer = 0
      return
    }
    const now = Date.now(), isNew = this.field.value !== this.pushed.value, since = now - this.pushed.at
    const paused = isNew && !this.fails && now - this.typed >= PAUSE
    if (paused || since >= (isNew && !this.fails ? STRETCH : RETRY)) this.push()
    this.tell()
  }

  push() {
    const { field, data } = this
    if (this.composing || data.disabled || !field.isConnected) return
    this.pushed = { value: field.value, at: Date.now() }
    const before = this.sent.filter((one) => one !== field.value)
    this.sent = [...before, field.value].slice(-IN_FLIGHT)
    drafts.keep(data.id, { base: this.base, sent: this.sent, value: field.value })
    this.send({ id: data.id, base: this.base, sent: before, value: field.value })
  }

  tell() {
    const text = this.words()
    if (this.status.textContent !== text) this.status.textContent = text
  }

  words() {
    const { data, field } = this, now = Date.now()
    if (this.isSaved) return field.value && !data.disabled ? data.saved : ''
    if (this.waits) return data.waiting
    if (data.disabled) return data.closed
    if (this.fails) return data.failed
    if (this.composing) return data.saving
    return now - this.typed >= LATE || now - this.begun >= 2 * LATE ? data.unheard : data.saving
  }
}

// The page is put away or closed: there may be no other time.
document.addEventListener('visibilitychange', () => {
  for (const { isConnected, assessNote } of drafts.fields.values()) {
    if (document.hidden && isConnected && assessNote.timer) assessNote.push()
  }
})

export default function ({ data, parentElement, setTriggerValue }) {
  const field = parentElement.querySelector('textarea')
  field.assessNote ||= new Note(parentElement)
  field.assessNote.draw(data, (message) => setTriggerValue('text', message))
}
