import { Page } from '../../ui/Page'

export default function ExperimentsPage() {
  return <Page title="Experiments" />
}
