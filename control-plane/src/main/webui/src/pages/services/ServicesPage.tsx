import { Page } from '../../ui/Page'

export default function ServicesPage() {
  return <Page title="Engines and workers" />
}
