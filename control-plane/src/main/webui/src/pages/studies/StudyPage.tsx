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
import { StudyCurves } from './StudyCurves'
import { StudyResults } from './StudyResults'
import { useStudy } from './useStudy'

/** As many as Compare takes. */
const COMPARED = 100

/** A study: how far its experiments are, and what they found over seeds. */
export default function StudyPage() {
  const { name = '' } = useParams()
  const query = useStudy(name)
  const study = query.data !== undefined && query.data.experiments.length > 0 ? query.data : null
  return (
    <Page
      title={name}
      tab={`Study ${name}`}
      above={[['Studies', '/studies']]}
      lead={study && inShort(study)}
      freshness={<Freshness status={useLive(true)} updatedAt={query.dataUpdatedAt} failed={query.isError} />}
      actions={study && <Links name={name} study={study} />}
    >
      <Async query={query} what={`study ${name}`} rows={8} empty={{ when: ({ experiments }) => experiments.length === 0, show: <Nothing name={name} /> }}>
        {(found) => (
          <Stack gap="md">
            <Cells study={found} />
            <StudyResults name={name} study={found} />
            <StudyCurves name={name} study={found} />
            <Costs study={found} />
            <Section title="As a file">
              <Text size="sm" maw="90ch">
                <Code>ops/cairn study FILE --report</Code> writes these tables as Markdown, CSV, LaTeX or JSON, with the paper's numbers if the study's file has any; <Code>ops/plot</Code> draws pictures for a
                paper.
              </Text>
            </Section>
          </Stack>
        )}
      </Async>
    </Page>
  )
}

function inShort({ variants, seeds, experiments }: Study): string {
  const ended = experiments.filter(({ state }) => isFinal(state)).length
  return `${named(variants.length, 'variant')}, ${named(seeds.length, 'seed')}; ${count(ended)} of ${named(experiments.length, 'experiment')} ${ended === 1 ? 'has' : 'have'} ended.`
}

const named = (n: number, thing: string) => `${count(n)} ${thing}${n === 1 ? '' : 's'}`

function Links({ name, study: { experiments } }: { name: string; study: Study }) {
  const ids = experiments.slice(0, COMPARED).map(({ id }) => id)
  return (
    <>
      <Anchor component={Link} to={`/experiments?filter=${encodeURIComponent(studyFilter(name))}`} size="sm" className={ui.target}>
        In the list
      </Anchor>
      <Button size="xs" variant="default" component={Link} to={`/compare?experiments=${ids.join(',')}`}>
        {ids.length < experiments.length ? `Compare the first ${COMPARED}` : 'Compare'}
      </Button>
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
