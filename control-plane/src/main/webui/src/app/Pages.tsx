import type { QueryClient } from '@tanstack/react-query'
import { Route, Routes } from 'react-router'
import { lazily } from '../lib/lazily'
import { NotFoundPage } from '../pages/NotFoundPage'
import { ROUTES, routeOf, type PageModule } from './routes'

const PAGES = new Map(ROUTES.map((route) => [route, lazily(route.load)]))

/** Loads the page of an address, and reads what it shows first. What fails does so again where it is shown, and says so there. */
export async function preparePage(cache: QueryClient, address: { pathname: string; search: string }) {
  const found = routeOf(address)
  if (!found) return
  try {
    const page: PageModule | undefined = await PAGES.get(found.route)?.load()
    await page?.prepare?.(cache, found.place)
  } catch {
    // Shown by the page's boundary.
  }
}

export function Pages() {
  return (
    <Routes>
      {[...PAGES].map(([{ path }, Shown]) => (
        <Route key={path} path={path} element={<Shown />} />
      ))}
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  )
}
