import { Page } from '../../ui/Page'

export default function NewExperimentPage() {
  return <Page title="New experiment" />
}
