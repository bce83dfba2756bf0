import { Button, Card, FileButton, Group, Text, TextInput } from '@mantine/core'
import { IconFileUpload } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import { useNavigate } from 'react-router'
import { api } from '../../api/client'
import { Async } from '../../ui/Async'
import { Section } from '../../ui/Section'
import { putDraft } from './useDraft'
import { DocumentError, readDocument, startKey, type Start } from './draft'
import { JsonTextError, readJson } from './jsonText'
import classes from './new-experiment.module.css'

const LARGEST = 1_000_000

async function readFile(file: File) {
  if (file.size > LARGEST) throw new Error('The file is larger than 1 MB; a spec is much smaller.')
  const read = readDocument(readJson(await file.text()).value)
  const start: Start = read.preset === null ? { kind: 'defaults' } : { kind: 'preset', preset: read.preset }
  return { start, draft: read.draft }
}

const reason = (error: unknown) => (error instanceof JsonTextError ? `This is not JSON, at character ${error.place.from}: ${error.message}` : error instanceof DocumentError || error instanceof Error ? error.message : String(error))

/** A file with a request or a spec. */
function FromFile() {
  const navigate = useNavigate()
  const [error, setError] = useState<string | null>(null)
  const open = (file: File | null) => {
    if (!file) return
    readFile(file).then(
      ({ start, draft }) => {
        putDraft(start, draft)
        void navigate(`/experiments/new?${startKey(start)}&changed=1`)
      },
      (cause: unknown) => setError(`${file.name}: ${reason(cause)}`),
    )
  }
  return (
    <Card withBorder>
      <Text fw={600}>From a file</Text>
      <Text size="sm" c="dimmed" mb="sm">
        JSON: a spec, or a request with preset, spec, set, tags and retention, such as this page saves.
      </Text>
      <Group mt="auto">
        <FileButton onChange={open} accept=".json,application/json">
          {(props) => (
            <Button {...props} variant="default" size="xs" leftSection={<IconFileUpload size={15} aria-hidden />}>
              Open a file
            </Button>
          )}
        </FileButton>
      </Group>
      {error && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)" mt="xs" style={{ overflowWrap: 'anywhere' }}>
          {error}
        </Text>
      )}
    </Card>
  )
}

function FromExperiment() {
  const navigate = useNavigate()
  const [id, setId] = useState('')
  const number = /^#?(\d{1,15})$/.exec(id.trim())?.[1]
  const go = (event: FormEvent) => {
    event.preventDefault()
    if (number) void navigate(`/experiments/new?from=${number}`)
  }
  return (
    <Card withBorder component="form" onSubmit={go}>
      <Text fw={600}>From an earlier experiment</Text>
      <Text size="sm" c="dimmed" mb="sm">
        A copy of its settings, tags and rules of retention, which you then change.
      </Text>
      <Group align="flex-end" mt="auto" wrap="nowrap">
        <TextInput label="Number" value={id} onChange={(event) => setId(event.currentTarget.value)} placeholder="12" inputMode="numeric" w={110} />
        <Button type="submit" variant="default" size="sm" disabled={!number}>
          Copy
        </Button>
      </Group>
    </Card>
  )
}

/** The first question: what to start from. */
export function StartChooser() {
  const navigate = useNavigate()
  const presets = api.useQuery('get', '/api/v1/presets', {}, { staleTime: Infinity })
  return (
    <>
      <Section title="Start from a preset">
        <Async query={presets} what="the presets">
          {({ items }) => (
            <div className={classes.cards}>
              {items.map(({ name, title, description }) => (
                <Card key={name} withBorder>
                  <Text fw={600}>{title}</Text>
                  <Text size="sm" c="dimmed" mb="sm">
                    {description}
                  </Text>
                  <Group mt="auto">
                    <Button size="xs" onClick={() => void navigate(`/experiments/new?preset=${encodeURIComponent(name)}`)}>
                      Use {name}
                    </Button>
                  </Group>
                </Card>
              ))}
            </div>
          )}
        </Async>
      </Section>
      <Section title="Start from something else">
        <div className={classes.cards}>
          <FromExperiment />
          <FromFile />
          <Card withBorder>
            <Text fw={600}>From the defaults</Text>
            <Text size="sm" c="dimmed" mb="sm">
              The defaults of Cairn, of the paper&apos;s size. Model and problems are yours to name.
            </Text>
            <Group mt="auto">
              <Button size="xs" variant="default" onClick={() => void navigate('/experiments/new?preset=none')}>
                Use the defaults
              </Button>
            </Group>
          </Card>
        </div>
      </Section>
    </>
  )
}
