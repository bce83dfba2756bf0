import { Link } from 'react-router'
import { useTitle } from '../ui/useTitle'
import { Empty } from '../ui/states'

export function NotFoundPage() {
  useTitle('No such page')
  return (
    <Empty title="There is no such page" level="h1">
      <Link to="/">Go to the experiments</Link>
    </Empty>
  )
}
