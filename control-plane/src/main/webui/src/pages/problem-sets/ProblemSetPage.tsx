import { Page } from '../../ui/Page'

export default function ProblemSetPage() {
  return <Page title="Problem set" />
}
