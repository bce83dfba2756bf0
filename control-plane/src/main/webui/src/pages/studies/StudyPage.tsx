import { Anchor, Button, Code, Stack, Text } from '@mantine/core'
import { Link, useParams } from 'react-router'
import { count } from '../../lib/format'
import { isFinal } from '../../lib/state'
import { studyFilter, type Study } from '../../lib/studies'
import { useLive } from '../../live/useLive'
import { Async, Empty } from '../../ui/Async'
import { Freshness } from '../../ui/Freshness'
import { Page } from '../../ui/Page'
import { Section } from '../../ui/Section'
import ui from '../../ui/ui.module.css'
import { Cells } from './Cells'
import { Costs } from './Costs'
import { RewardCurves, TrainingCurves } from './StudyCurves'
import { StudyResults } from './StudyResults'
import { useStudy } from './useStudy'

/** As many as Compare takes. */
const COMPARED = 100

/** A study: how far its experiments are, and what they found over seeds. */
export default function StudyPage() {
  const { name = '' } = useParams()
  const { query, active } = useStudy(name)
  const live = useLive(active)
  return (
    <Page
      title={name}
      tab={`Study ${name}`}
      above={[['Studies', '/studies']]}
      lead={query.data && inShort(query.data)}
      freshness={<Freshness status={live} updatedAt={query.dataUpdatedAt} failed={query.isError} />}
      actions={query.data && <Links name={name} study={query.data} />}
    >
      <Async query={query} what={`study ${name}`} rows={8} empty={{ when: ({ experiments }) => experiments.length === 0, show: <Nothing name={name} /> }}>
        {(study) => (
          <Stack gap="md">
            <Cells study={study} />
            <StudyResults name={name} study={study} />
            <RewardCurves study={study} />
            <TrainingCurves study={study} />
            <Costs study={study} />
            <Section title="As a file">
              <Text size="sm" maw="90ch">
                <Code>ops/cairn study {/\s/.test(name) ? 'FILE' : name} --report --format md</Code> writes this table with the paper's numbers, if the study's file has any; <Code>csv</Code>,{' '}
                <Code>tex</Code> and <Code>json</Code> are the other formats. From eight seeds on its intervals are bootstrap intervals; here they are always Student's t.{' '}
                <Code>ops/plot</Code> draws pictures for a paper.
              </Text>
            </Section>
          </Stack>
        )}
      </Async>
    </Page>
  )
}

function inShort({ variants, seeds, experiments, replaced }: Study): string {
  const ended = experiments.filter(({ state }) => isFinal(state)).length
  const older = replaced === 0 ? '' : ` ${count(replaced)} older ${replaced === 1 ? 'experiment was' : 'experiments were'} queued again, and the newest counts.`
  return `${named(variants.length, 'variant')}, ${named(seeds.length, 'seed')}; ${count(ended)} of ${named(experiments.length, 'experiment')} ${ended === 1 ? 'has' : 'have'} ended.${older}`
}

const named = (n: number, thing: string) => `${count(n)} ${thing}${n === 1 ? '' : 's'}`

function Links({ name, study: { experiments } }: { name: string; study: Study }) {
  const ids = experiments.slice(0, COMPARED).map(({ id }) => id)
  return (
    <>
      <Anchor component={Link} to={`/experiments?filter=${encodeURIComponent(studyFilter(name))}`} size="sm" className={ui.target}>
        In the list
      </Anchor>
      {ids.length > 0 && (
        <Button size="xs" variant="default" component={Link} to={`/compare?experiments=${ids.join(',')}`}>
          {ids.length < experiments.length ? `Compare the first ${COMPARED}` : 'Compare'}
        </Button>
      )}
    </>
  )
}

function Nothing({ name }: { name: string }) {
  return (
    <Empty title="This study has no experiments">
      <Text size="sm">
        No experiment has the tag <Code>study={name}</Code>. They may have been deleted. <Link to="/studies">All studies</Link>
      </Text>
    </Empty>
  )
}
