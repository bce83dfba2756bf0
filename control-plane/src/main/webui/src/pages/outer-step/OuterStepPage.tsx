import { Page } from '../../ui/Page'

export default function OuterStepPage() {
  return <Page title="Outer step" />
}
