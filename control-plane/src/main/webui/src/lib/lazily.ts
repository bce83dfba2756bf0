import { createElement, lazy, useState, type ComponentProps, type ComponentType } from 'react'

/** A part of the page in a file of its own. */
export type Lazily<T extends ComponentType<any>> = ComponentType<ComponentProps<T>> & {
  /** Loads it before it is shown. */
  load: () => Promise<{ default: T }>
}

/** How the parts that could not be loaded are made ready for another try; React keeps a failure for good. */
const failed = new Set<() => void>()

/** Lets what could not be loaded be loaded again when it is next shown. */
export function loadAgain() {
  failed.forEach((reset) => reset())
  failed.clear()
}

/**
 * A part of the page in a file of its own, as React's lazy. What cannot be loaded because the browser is offline is loaded
 * when it is online again. What is there before it is first shown is shown at once: React shows nothing new for 300 ms
 * after it has said that something is being loaded.
 */
export function lazily<T extends ComponentType<any>>(from: () => Promise<{ default: T }>): Lazily<T> {
  let there: T | null = null
  let loading: Promise<{ default: T }> | null = null
  let Later = lazy(() => load())
  const load = () =>
    (loading ??= from()
      .catch((error: unknown) => (navigator.onLine ? Promise.reject(error) : online().then(from)))
      .then(
        (module) => {
          there = module.default
          return module
        },
        (error: unknown) => {
          loading = null
          failed.add(() => (Later = lazy(() => load())))
          throw error
        },
      ))
  function Part(props: ComponentProps<T>) {
    // It stays what it was when it was first shown, so that its state stays.
    const [shown] = useState<{ part: ComponentType<any> }>(() => ({ part: there ?? Later }))
    return createElement(shown.part, props)
  }
  return Object.assign(Part, { load })
}

async function online(): Promise<void> {
  await new Promise((resolve) => window.addEventListener('online', resolve, { once: true }))
  // A style sheet that failed is not asked for again by itself.
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) if (!link.sheet) link.replaceWith(link.cloneNode())
}
