import { Page } from '../../ui/Page'

export default function LogsPage() {
  return <Page title="Logs" />
}
