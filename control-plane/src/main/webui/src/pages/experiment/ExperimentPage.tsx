import { Page } from '../../ui/Page'

export default function ExperimentPage() {
  return <Page title="Experiment" />
}
