import { Page } from '../../ui/Page'

export default function SqlPage() {
  return <Page title="SQL" />
}
