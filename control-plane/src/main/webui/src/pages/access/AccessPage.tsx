import { Page } from '../../ui/Page'

export default function AccessPage() {
  return <Page title="Access" />
}
