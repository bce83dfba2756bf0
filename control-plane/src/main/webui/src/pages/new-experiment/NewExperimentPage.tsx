import { Button } from '@mantine/core'
import { useMemo } from 'react'
import { Link, useSearchParams } from 'react-router'
import { Async } from '../../ui/Async'
import { Page } from '../../ui/Page'
import { startKey, startOf, type Start } from './draft'
import { Editor } from './Editor'
import { StartChooser } from './StartChooser'
import { useBase } from './useBase'

function Started({ start }: { start: Start }) {
  const base = useBase(start)
  return (
    <Async query={base} what="the settings" rows={8}>
      {(loaded) => <Editor start={start} base={loaded} />}
    </Async>
  )
}

/** /experiments/new: what to start from, then the settings, then the queue. Each step gets the focus on its heading. */
export default function NewExperimentPage() {
  const [params] = useSearchParams()
  const found = startOf(params)
  const key = found && startKey(found)
  // The same object while the address names the same start.
  const start = useMemo(() => (key === null ? null : startOf(new URLSearchParams(key))), [key])
  return (
    <Page
      key={key}
      title="New experiment"
      above={[['Experiments', '/experiments']]}
      lead={start ? undefined : 'Every setting is explained and checked while you type; cost and time are estimated before anything is queued.'}
      actions={
        start && (
          <Button component={Link} to="/experiments/new" variant="default" size="xs">
            Start over
          </Button>
        )
      }
    >
      {start ? <Started start={start} /> : <StartChooser />}
    </Page>
  )
}
