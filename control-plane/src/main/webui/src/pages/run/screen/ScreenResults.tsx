import { Text } from '@mantine/core'
import { api } from '../../../api/client'
import type { Run } from '../../../api/types'
import { screened } from '../../../lib/summary'
import { Async } from '../../../ui/Async'
import { Section } from '../../../ui/Section'

export function ScreenResults({ run }: { run: Run }) {
  const query = api.useQuery('get', '/api/v1/runs/{id}/screening', { params: { path: { id: Number(run.id) } } })
  return (
    <Section title="Screening">
      <Async query={query} what="the screening">
        {(screening) => <Text>{screened(screening)}</Text>}
      </Async>
    </Section>
  )
}
