import { Group, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { isMissing } from '../../api/errors'
import type { Experiment } from '../../api/types'
import { Failure, Loading } from '../../ui/Async'
import { Freshness } from '../../ui/Freshness'
import { Page } from '../../ui/Page'
import { NotFoundPage } from '../NotFoundPage'
import { ExperimentTabs } from './ExperimentTabs'
import { Actions } from './head/Actions'
import { Head } from './head/Head'
import { Rename } from './head/Rename'
import { useExperiment, useOwns } from './useExperiment'

const ABOVE: [string, string][] = [['Experiments', '/experiments']]

/** An id is a whole number; nothing else is sent to the server. */
export default function ExperimentPage() {
  const { id = '' } = useParams()
  return /^[1-9]\d{0,14}$/.test(id) ? <Read key={id} id={Number(id)} /> : <NotFoundPage />
}

function Read({ id }: { id: number }) {
  const { query, active, status } = useExperiment(id)
  const { data, error, isError, refetch, dataUpdatedAt } = query
  if (data && !isMissing(error)) {
    const freshness = <Freshness status={status} updatedAt={dataUpdatedAt} failed={isError} />
    return <Shown experiment={data} active={active} freshness={freshness} />
  }
  const title = isMissing(error) ? `There is no experiment ${id}` : `Experiment ${id}`
  return (
    <Page title={title} above={ABOVE}>
      {isError ? <Failure error={error} what={`experiment ${id}`} retry={() => void refetch()} /> : <Loading what={`experiment ${id}`} />}
    </Page>
  )
}

interface ShownProps {
  experiment: Experiment
  active: boolean
  freshness: ReactNode
}

function Shown({ experiment, active, freshness }: ShownProps) {
  const owns = useOwns(experiment)
  return (
    <Page
      title={`${experiment.name} #${experiment.id}`}
      above={ABOVE}
      freshness={
        <Group gap="sm">
          {owns && <Rename experiment={experiment} />}
          {freshness}
        </Group>
      }
      actions={<Actions experiment={experiment} owns={owns} />}
    >
      <Stack gap="md">
        <Head experiment={experiment} active={active} />
        <ExperimentTabs experiment={experiment} active={active} />
      </Stack>
    </Page>
  )
}
