import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from 'react-router'
import { api } from '../../api/client'
import { useLive, usePoll } from '../../live/useLive'
import { Async } from '../../ui/Async'
import { Freshness } from '../../ui/Freshness'
import { Page } from '../../ui/Page'
import { useRole } from '../../ui/useRole'
import { FailureList } from './FailureList'
import { FirstSteps } from './FirstSteps'
import { HealthTiles } from './HealthTiles'
import { QueueNow } from './QueueNow'
import { RecentResults } from './RecentResults'
import { RunningList } from './RunningList'

export default function OverviewPage() {
  const live = useLive(true)
  const query = api.useQuery('get', '/api/v1/overview', {}, { refetchInterval: usePoll(true, 5_000) })
  const operator = useRole('operator')
  return (
    <Page
      title="Overview"
      freshness={<Freshness status={live} updatedAt={query.dataUpdatedAt} failed={query.isError} />}
      actions={
        operator && (
          <Button component={Link} to="/experiments/new" size="xs" leftSection={<IconPlus size={16} aria-hidden />}>
            New experiment
          </Button>
        )
      }
    >
      <Async query={query} what="the overview" rows={8}>
        {(overview) => (
          <>
            {!overview.hasExperiments && <FirstSteps />}
            <HealthTiles items={overview.health} />
            <QueueNow queue={overview.queue} />
            {overview.hasExperiments && (
              <>
                <RunningList running={overview.running} />
                <FailureList failures={overview.failures} />
                <RecentResults results={overview.results} />
              </>
            )}
          </>
        )}
      </Async>
    </Page>
  )
}
