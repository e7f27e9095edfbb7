// The texts that were typed and are not known to be saved, kept by the browser. Read before each script that uses it.
//
// A draft is {base, sent, value}: the saved note that the text was typed upon, the texts that were sent since, the text.
// They lie in an IndexedDB, each change written through to the disk, which localStorage reaches only once a minute. A
// draft lies under the name of its tab, and a tab holds a lock of its name for as long as it lives: a draft whose tab
// holds none is for any page of the program to send. A browser without locks (plain http from another machine) keeps
// the drafts with the tab, which sends them itself.
const drafts = window.assessDrafts ||= (() => {
  const PREFIX = 'assess-note:', TAB = 'assess-tab', SENDER = 'assess-sender', FOCUS = 'assess-focus'
  const PATIENCE = 1000 // ms; a reloaded page comes before its old self has let go, a copy of a tab waits in vain
  const fields = new Map() // the fields of the notes on the page, by the note's id
  const mine = new Map() // the drafts of this tab, by the note's id
  const changed = new Set() // the ids of those that are not written yet as they are
  let store = null, tab = null // once they are certain
  let writing = false
  let leads = false // whether this is the one page that sends the drafts of tabs that live no more

  const keyOf = (id) => `${PREFIX}${tab}:${id}`
  const partsOf = (key) => {
    const [, owner, ...id] = key.split(':')
    return { owner, id: id.join(':') }
  }
  const isText = (one) => typeof one === 'string'
  const isDraft = (one) => Array.isArray(one?.sent) && [one.base, one.value, ...one.sent].every(isText)
  const isShown = (id) => fields.get(id)?.isConnected === true

  const openDatabase = () => new Promise((resolve) => {
    setTimeout(() => resolve(null), PATIENCE)
    try {
      const asked = indexedDB.open('assess', 1)
      asked.onupgradeneeded = () => asked.result.createObjectStore('drafts')
      asked.onsuccess = () => resolve(asked.result)
      asked.onerror = () => resolve(null)
    } catch {
      resolve(null) // switched off
    }
  })
  const lasting = (database) => {
    const act = (mode, work) => new Promise((resolve, reject) => {
      const transaction = database.transaction('drafts', mode, { durability: 'strict' })
      const asked = work(transaction.objectStore('drafts'))
      transaction.oncomplete = () => resolve(asked.result)
      transaction.onabort = () => reject(transaction.error)
    })
    return {
      keys: () => act('readonly', (all) => all.getAllKeys()),
      read: (key) => act('readonly', (all) => all.get(key)),
      write: (key, draft) => act('readwrite', (all) => {
        const asked = draft ? all.put(draft, key) : all.delete(key)
        all.transaction.commit?.() // at once, the page may be about to go
        return asked
      }),
      removeIf: (key, value) => act('readwrite', (all) => {
        const asked = all.get(key)
        asked.onsuccess = () => { if (asked.result?.value === value) all.delete(key) }
        return asked
      }),
    }
  }
  const fleeting = {
    keys: async () => Object.keys(sessionStorage),
    read: async (key) => JSON.parse(sessionStorage.getItem(key)),
    write: async (key, draft) => {
      if (draft) sessionStorage.setItem(key, JSON.stringify(draft))
      else sessionStorage.removeItem(key)
    },
  }

  const hold = (name, patience) => new Promise((resolve) => {
    const stop = new AbortController()
    if (patience) setTimeout(() => stop.abort(), patience)
    navigator.locks.request(name, { signal: stop.signal }, () => {
      resolve(true)
      return new Promise(() => {}) // for as long as the page lives
    }).catch(() => resolve(false))
  })
  const claim = async () => {
    const before = sessionStorage.getItem(TAB)
    if (before && await hold(PREFIX + before, PATIENCE)) return before
    const name = Array.from(crypto.getRandomValues(new Uint32Array(3)), (one) => one.toString(36)).join('')
    sessionStorage.setItem(TAB, name)
    await hold(PREFIX + name)
    return name
  }

  const begin = async () => {
    try {
      const database = navigator.locks ? await openDatabase() : null
      tab = database ? await claim() : 'here'
      if (database) hold(SENDER).then(() => { leads = true })
      const kept = database ? lasting(database) : fleeting
      for (const key of await kept.keys()) {
        const { owner, id } = partsOf(key)
        const draft = key.startsWith(PREFIX) && owner === tab ? await kept.read(key) : null
        if (isDraft(draft)) mine.set(id, draft)
      }
      store = kept
    } catch { /* all storage is switched off: what is in the field is sent all the same */ }
    show()
  }
  // Where many keys are pressed while one is written, the newest text is written next.
  const write = async () => {
    if (writing || !store) return
    writing = true
    while (changed.size) {
      const [id] = changed
      changed.delete(id)
      await store.write(keyOf(id), mine.get(id)).catch(() => {}) // no room: the field sends it all the same
    }
    writing = false
  }
  window.addEventListener('pagehide', () => {
    for (const id of changed) store?.write(keyOf(id), mine.get(id)).catch(() => {})
  })
  // While anything waits to be saved the page does not say that all is saved.
  const show = () => document.documentElement.toggleAttribute('data-assess-unsaved', mine.size > 0)
  const put = (id, draft) => {
    if (JSON.stringify(draft) === JSON.stringify(mine.get(id))) return
    if (draft) mine.set(id, draft)
    else mine.delete(id)
    changed.add(id)
    write()
    show()
  }

  // The keys of drafts whose tab lives no more.
  const orphans = async () => {
    if (!store?.removeIf) return []
    const others = (await store.keys()).filter((key) => key.startsWith(PREFIX) && partsOf(key).owner !== tab)
    const held = others.length ? (await navigator.locks.query()).held.map((one) => one.name) : []
    return others.filter((key) => !held.includes(PREFIX + partsOf(key).owner))
  }

  const ready = begin()
  return {
    fields,
    typedAt: 0, // when the last key was pressed in any note
    robbed: null, // the field out of which a dialog took the cursor
    // Comes with a text that a tab has left behind, back to the field where it was typed.
    find: async (id) => {
      await ready
      for (const key of mine.has(id) ? [] : await orphans()) {
        const draft = partsOf(key).id === id ? await store.read(key) : null
        if (!isDraft(draft) || mine.has(id)) continue
        mine.set(id, draft)
        show()
        await store.write(keyOf(id), draft)
        await store.removeIf(key, draft.value)
      }
      return mine.get(id)
    },
    keep: put,
    drop: (id) => put(id, undefined),
    // One that has arrived, unless it has been typed on since.
    dropSent: (key, value) => {
      const { owner, id } = partsOf(key)
      if (owner !== tab) store.removeIf(key, value).catch(() => {})
      else if (mine.get(id)?.value === value) put(id, undefined)
    },
    // Of notes whose page was left, in this tab or in one that lives no more.
    left: async () => {
      const found = [...mine]
        .filter(([id]) => !isShown(id))
        .map(([id, draft]) => ({ key: keyOf(id), id, draft, isOurs: true }))
      for (const key of leads ? await orphans() : []) {
        const draft = await store.read(key)
        if (isDraft(draft)) found.push({ key, id: partsOf(key).id, draft, isOurs: false })
      }
      return found
    },
    isComposing: () => [...fields.values()].some((field) => field.isConnected && field.assessNote.composing),
    // Where the person was typing when the page was loaded anew.
    leaveMark: () => {
      const [id, field] = [...fields].find(([, one]) => one.getRootNode().activeElement === one) ?? []
      if (!id || !store) return
      sessionStorage.setItem(FOCUS, JSON.stringify({ id, start: field.selectionStart, end: field.selectionEnd }))
    },
    takeMark: (id) => {
      const mark = store && JSON.parse(sessionStorage.getItem(FOCUS))
      if (mark?.id !== id) return null
      sessionStorage.removeItem(FOCUS)
      return mark
    },
  }
})()
