import { Stack, Tabs } from '@mantine/core'
import { api } from '../../api/client'
import { useLive, usePoll } from '../../live/useLive'
import { Freshness } from '../../ui/Freshness'
import { Page } from '../../ui/Page'
import { useSearchParam } from '../../ui/useSearchParam'
import { Gates } from './Gates'
import { InProgress } from './InProgress'
import { Pools } from './Pools'
import { Quotas } from './Quotas'
import { Waiting } from './Waiting'
import { FIRST_PAGE } from './useQueue'

const TABS = ['runs', 'pools', 'quotas'] as const

export default function QueuePage() {
  const live = useLive(true)
  const first = api.useQuery('get', '/api/v1/queue', FIRST_PAGE, { refetchInterval: usePoll(true, 5_000) })
  const [asked, setTab] = useSearchParam('tab')
  const tab = TABS.find((name) => name === asked) ?? 'runs'
  return (
    <Page
      title="Queue"
      lead="Runs are claimed by priority, then in turns between owners, then by age. Each waits for the reason that it shows."
      freshness={<Freshness status={live} updatedAt={first.dataUpdatedAt} failed={first.isError} />}
      actions={first.data && <Gates state={first.data.state} />}
    >
      <Tabs value={tab} onChange={(next) => setTab(next === 'runs' ? null : next)} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="runs">Runs</Tabs.Tab>
          <Tabs.Tab value="pools">Pools</Tabs.Tab>
          <Tabs.Tab value="quotas">Quotas</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="runs">
          <Stack gap="md">
            <InProgress />
            <Waiting first={first} />
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="pools">
          <Pools />
        </Tabs.Panel>
        <Tabs.Panel value="quotas">
          <Quotas />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}
