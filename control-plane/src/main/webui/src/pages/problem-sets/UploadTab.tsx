import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { bytes } from '../../lib/bytes'
import { Loading, Problem } from '../../ui/Async'
import { Section } from '../../ui/Section'
import { useRole } from '../../ui/useRole'
import { FileDrop } from './FileDrop'
import { PreviewFailure } from './PreviewFailure'
import { PreviewView } from './PreviewView'
import { ReadOptions } from './ReadOptions'
import { AUTOMATIC, isName, nameOf, preview, store, type Options } from './upload'

const PAUSE_MS = 500

/** Chooses a file, shows what storing it would give, and stores it. */
export function UploadTab() {
  const navigate = useNavigate()
  const cache = useQueryClient()
  const allowed = useRole('operator')
  const [file, setFile] = useState<File | null>(null)
  const [name, setName] = useState('')
  const [options, setOptions] = useState<Options>(AUTOMATIC)
  const [settled] = useDebouncedValue(options, PAUSE_MS)
  const shown = useQuery({
    queryKey: ['problem-set preview', file?.name, file?.size, file?.lastModified, settled],
    queryFn: ({ signal }) => preview(file!, settled, signal),
    enabled: file !== null && allowed,
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  })
  const stored = useMutation({
    mutationFn: () => store(file!, name, options),
    onSuccess: (set) => {
      void cache.invalidateQueries({ queryKey: ['get', '/api/v1/problem-sets'] })
      notifications.show({ message: `Stored as ${set.name}.`, color: 'green' })
      void navigate(`/problem-sets/${encodeURIComponent(set.name)}`)
    },
  })
  const choose = (next: File) => {
    setFile(next)
    setName(nameOf(next.name))
    stored.reset()
  }
  if (!allowed) {
    return (
      <Alert color="gray" variant="light" title="You may look, but not upload">
        Uploading and its preview need the role operator. Ask an admin for a token with it.
      </Alert>
    )
  }
  const ready = file !== null && shown.data !== undefined && options === settled && isName(name)
  return (
    <Stack>
      <Section title="The file">
        <FileDrop onFile={choose} />
        {file && (
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {file.name}, {bytes(file.size)}
          </Text>
        )}
        <ReadOptions options={options} onChange={setOptions} />
      </Section>
      {file && (
        <Section title="What would be stored">
          {shown.isFetching ? <Loading what="the preview" /> : shown.error ? <PreviewFailure error={shown.error} file={file} /> : shown.data && <PreviewView preview={shown.data} />}
        </Section>
      )}
      {file && shown.data && !shown.isFetching && (
        <Section title="Store it">
          <form
            onSubmit={(event) => {
              event.preventDefault()
              if (ready) stored.mutate()
            }}
          >
            <Group align="flex-end" gap="sm">
              <TextInput
                label="Name of the set"
                description="Specs name it in problems.set"
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
                error={isName(name) ? null : 'Letters, digits, dots, hyphens and underscores, a letter or digit first; at most 100'}
                w={320}
                maw="100%"
                autoComplete="off"
                spellCheck={false}
              />
              <Button type="submit" loading={stored.isPending} disabled={!ready}>
                Store {shown.data.accepted === 1 ? 'one problem' : `${shown.data.accepted.toLocaleString('en')} problems`}
              </Button>
            </Group>
          </form>
          <Problem error={stored.error} />
        </Section>
      )}
    </Stack>
  )
}
