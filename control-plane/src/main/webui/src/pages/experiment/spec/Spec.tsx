import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMemo } from 'react'
import { Link } from 'react-router'
import { api } from '../../../api/client'
import type { components } from '../../../api/openapi'
import { Async } from '../../../ui/Async'
import { CodeEditor } from '../../../ui/code/CodeEditor'
import { save } from '../../../ui/save'
import { Section } from '../../../ui/Section'
import { SqlLink } from '../../../ui/SqlLink'
import { useSearchParam } from '../../../ui/useSearchParam'
import ui from '../../../ui/ui.module.css'
import type { PartProps } from '../part'
import * as sql from '../sql'
import { Changed } from './Changed'
import { ChooseOther } from './ChooseOther'
import { SettingsTable } from './SettingsTable'
import { SpecDiff } from './SpecDiff'

type SubmittedSpec = components['schemas']['SubmittedSpec']

/** The settings that it was submitted with; beside those of another experiment if the address names one. */
export function Spec({ experiment }: PartProps) {
  const { id } = experiment
  const [other, compare] = useSearchParam('diff')
  const query = api.useQuery('get', '/api/v1/experiments/{id}/spec', { params: { path: { id } } }, { staleTime: Infinity })
  return (
    <Stack gap="md">
      <ChooseOther id={id} other={other} onChoose={compare} />
      <Async query={query} what="the spec">
        {(spec) => (other !== null && /^[1-9]\d{0,15}$/.test(other) ? <SpecDiff experiment={experiment} spec={spec.spec} other={Number(other)} /> : <Whole experiment={experiment} spec={spec} />)}
      </Async>
    </Stack>
  )
}

function Whole({ experiment, spec }: Pick<PartProps, 'experiment'> & { spec: SubmittedSpec }) {
  const { id, preset } = experiment
  const submission = useMemo(() => JSON.stringify(spec.submission, null, 2), [spec])
  const changed = useMemo(() => new Set(Object.keys(spec.submission.set)), [spec])
  return (
    <>
      <Section title={preset ? `What differs from the preset ${preset}` : 'What differs from the defaults'}>
        <Changed experiment={experiment} />
      </Section>
      <Section
        title="As a submission"
        actions={
          <Group gap="xs">
            <Anchor component={Link} to={`/experiments/new?from=${id}`} size="xs" className={ui.target}>
              Clone and edit
            </Anchor>
            <Button
              variant="default"
              size="xs"
              leftSection={<IconDownload size={14} aria-hidden />}
              onClick={() => save(`experiment-${id}-submission.json`, new Blob([submission], { type: 'application/json' }))}
            >
              Save as JSON
            </Button>
          </Group>
        }
      >
        <Text size="sm" c="dimmed" maw="90ch">
          The shortest submission that gives the same settings again: POST it to /api/v1/experiments, or give the file to ops/cairn submit.
        </Text>
        <CodeEditor value={submission} language="json" label="The submission" height="auto" readOnly />
      </Section>
      <Section title="All settings" actions={<SqlLink sql={sql.settings(id)} />}>
        <SettingsTable spec={spec.spec} changed={changed} />
      </Section>
    </>
  )
}
