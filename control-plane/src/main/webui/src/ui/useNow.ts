import { useEffect, useState } from 'react'

/** The current time, updated every second while something runs. */
export function useNow(ticking: 'ticking' | 'still'): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (ticking === 'still') return
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [ticking])
  return now
}
