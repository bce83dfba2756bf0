// Imported before the application, so that what the page needs is asked for while the rest is still being set up.
import { askEarly } from '../api/early'
import { routeOf } from './routes'

const found = routeOf(window.location)
if (window.location.pathname !== '/sign-in') askEarly(['/api/v1/me', ...(found?.route.first?.(found.place) ?? [])])
// Whether it can be loaded is seen when it is shown.
found?.route.load().catch(() => undefined)
