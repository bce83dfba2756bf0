import { Page } from '../../ui/Page'

export default function RolloutsPage() {
  return <Page title="Rollouts" />
}
