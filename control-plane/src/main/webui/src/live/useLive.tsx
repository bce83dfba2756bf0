import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { createContext, use, useEffect, useRef, useState, type ReactNode } from 'react'
import { TAB_ALIVE_MS, STALLED_MS, type FromTab, type FromWorker } from './messages'
import { Refresher } from './refresher'

/** off: nothing is followed, since nothing shown can change. */
export type LiveStatus = 'off' | 'connecting' | 'live' | 'lost'

/** Follows the shared stream of events while the tab is visible and a page asks for it. */
class Link {
  private port: MessagePort | null = null
  private heard = Date.now()
  private timer: ReturnType<typeof setInterval> | null = null
  private readonly refresher: Refresher

  constructor(
    private readonly cache: QueryClient,
    private readonly report: (status: LiveStatus) => void,
  ) {
    this.refresher = new Refresher(cache)
  }

  start() {
    if (typeof SharedWorker === 'undefined') {
      // Some mobile browsers: pages poll instead.
      this.report('off')
      return
    }
    const worker = new SharedWorker(new URL('./events.worker.ts', import.meta.url), { type: 'module', name: 'cairn-events' })
    this.port = worker.port
    this.port.onmessage = ({ data }: MessageEvent<FromWorker>) => this.on(data)
    this.report('connecting')
    this.heard = Date.now()
    this.say({ type: 'follow' })
    this.timer = setInterval(() => this.watch(), TAB_ALIVE_MS)
    addEventListener('pagehide', this.leave)
  }

  stop() {
    this.leave()
    removeEventListener('pagehide', this.leave)
    if (this.timer) clearInterval(this.timer)
    this.refresher.close()
    this.port?.close()
    this.port = null
  }

  private readonly leave = () => this.say({ type: 'leave' })

  private say(message: FromTab) {
    this.port?.postMessage(message)
  }

  private watch() {
    this.say({ type: 'alive' })
    if (Date.now() - this.heard > STALLED_MS + TAB_ALIVE_MS) this.report('lost')
  }

  private on(message: FromWorker) {
    this.heard = Date.now()
    switch (message.type) {
      case 'event':
        this.report('live')
        this.refresher.add(message.event)
        return
      case 'heartbeat':
        this.report('live')
        return
      case 'open':
        this.report('live')
        if (message.interrupted) void this.cache.invalidateQueries()
        return
      case 'lost':
        this.report('lost')
    }
  }
}

interface Live {
  status: LiveStatus
  /** Adds a page that wants events; returns how it ends. */
  follow: () => () => void
}

const LiveContext = createContext<Live>({ status: 'off', follow: () => () => undefined })

/** Holds the tab's place in the shared stream. It is left while no page asks for events, and while the tab is hidden. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const cache = useQueryClient()
  const [followers, setFollowers] = useState(0)
  const [status, setStatus] = useState<LiveStatus>('off')
  const visible = useVisible()
  const online = useOnline()
  const wanted = followers > 0 && visible

  // A hidden tab leaves the stream, so it may have missed events.
  const missed = useRef(false)
  useEffect(() => {
    if (!visible) missed.current = true
    else if (missed.current && followers > 0) {
      missed.current = false
      void cache.invalidateQueries()
    }
  }, [cache, visible, followers])

  useEffect(() => {
    if (!wanted) {
      setStatus('off')
      return
    }
    const link = new Link(cache, setStatus)
    link.start()
    return () => link.stop()
  }, [cache, wanted])

  const [follow] = useState(() => () => {
    setFollowers((n) => n + 1)
    return () => setFollowers((n) => n - 1)
  })
  const shown = wanted && !online ? 'lost' : status
  return <LiveContext value={{ status: shown, follow }}>{children}</LiveContext>
}

/** Follows the events while 'active'; a page about something that has ended passes false and sends no requests. */
export function useLive(active: boolean): LiveStatus {
  const { status, follow } = use(LiveContext)
  useEffect(() => (active ? follow() : undefined), [active, follow])
  return active ? status : 'off'
}

/** How often to read again what events do not report; rarely while events arrive, never for what has ended. */
export function usePoll(active: boolean, everyMs = 3_000): number | false {
  const { status } = use(LiveContext)
  if (!active) return false
  return status === 'live' ? Math.max(everyMs, 3_000) : 5_000
}

function useVisible(): boolean {
  const [visible, setVisible] = useState(() => document.visibilityState !== 'hidden')
  useEffect(() => {
    const note = () => setVisible(document.visibilityState !== 'hidden')
    document.addEventListener('visibilitychange', note)
    return () => document.removeEventListener('visibilitychange', note)
  }, [])
  return visible
}

export function useOnline(): boolean {
  const [online, setOnline] = useState(() => navigator.onLine)
  useEffect(() => {
    const note = () => setOnline(navigator.onLine)
    addEventListener('online', note)
    addEventListener('offline', note)
    return () => {
      removeEventListener('online', note)
      removeEventListener('offline', note)
    }
  }, [])
  return online
}
