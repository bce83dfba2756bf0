import { lazy, type ComponentType } from 'react'

/**
 * A part of the page in a file of its own, as React's lazy. What cannot be loaded because the browser is offline is loaded
 * when it is online again.
 */
export function lazily<T extends ComponentType<any>>(load: () => Promise<{ default: T }>) {
  return lazy(() => load().catch((error: unknown) => (navigator.onLine ? Promise.reject(error) : online().then(load))))
}

async function online(): Promise<void> {
  await new Promise((resolve) => window.addEventListener('online', resolve, { once: true }))
  // A style sheet that failed is not asked for again by itself.
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) if (!link.sheet) link.replaceWith(link.cloneNode())
}
