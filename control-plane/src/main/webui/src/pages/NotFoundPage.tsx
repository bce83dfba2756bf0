import { Link } from 'react-router'
import { useTitle } from '../ui/useTitle'
import { Empty } from '../ui/states'

export function NotFoundPage() {
  useTitle('Page not found')
  return (
    <Empty title="Page not found" level="h1">
      <Link to="/">Go to the experiments</Link>
    </Empty>
  )
}
