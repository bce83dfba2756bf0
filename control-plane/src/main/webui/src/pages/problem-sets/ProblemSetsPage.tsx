import { Page } from '../../ui/Page'

export default function ProblemSetsPage() {
  return <Page title="Problem sets" />
}
