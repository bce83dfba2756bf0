import { List, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { api, client } from '../../../api/client'
import type { Experiment } from '../../../api/types'
import { bytes, count, sentence } from '../../../lib/format'
import { Async } from '../../../ui/Async'
import { Confirm } from '../../../ui/Confirm'

/** Deletes the experiment for good, after showing what goes and having it typed. */
export function Delete({ experiment: { id, name } }: { experiment: Experiment }) {
  const cache = useQueryClient()
  const navigate = useNavigate()
  const remove = async () => {
    await client.DELETE('/api/v1/experiments/{id}', { params: { path: { id }, header: { 'If-Match': '*' } } })
    void navigate('/experiments')
    cache.removeQueries({ predicate: ({ queryKey }) => isOf(queryKey, id) })
  }
  return (
    <Confirm
      label="Delete experiment"
      question={`Delete experiment ${id} for good?`}
      consequence={<Preview id={id} name={name} />}
      keep="Keep it"
      typed={`delete ${id}`}
      act={remove}
    />
  )
}

function isOf([, path, init]: readonly unknown[], id: number): boolean {
  const its = init as { params?: { path?: { id?: unknown } } } | undefined
  return typeof path === 'string' && path.startsWith('/api/v1/experiments/{id}') && its?.params?.path?.id === id
}

function Preview({ id, name }: { id: number; name: string }) {
  const query = api.useQuery('delete', '/api/v1/experiments/{id}', { params: { path: { id }, query: { dryRun: true } } }, { staleTime: 0, gcTime: 0, retry: false })
  return (
    <>
      <Text size="sm" mb="xs" style={{ overflowWrap: 'anywhere' }}>
        {name}, with all its records and files. This cannot be undone. Archiving hides it and keeps everything.
      </Text>
      <Async query={query} what="what would be deleted">
        {(preview) =>
          preview === undefined ? null : (
            <>
              <List size="sm" spacing={2}>
                <List.Item>{count(preview.runs)} runs</List.Item>
                <List.Item>{count(Object.values(preview.rows).reduce((sum, rows) => sum + rows, 0))} records, of which {count(preview.rows.rollout ?? 0)} rollouts</List.Item>
                <List.Item>
                  {count(preview.files)} files with {bytes(preview.fileBytes)}, adapters among them
                </List.Item>
              </List>
              {preview.obstacles.map((obstacle) => (
                <Text key={obstacle} size="sm" mt="xs" c="var(--mantine-color-error)">
                  It can't be deleted now: {sentence(obstacle)}
                </Text>
              ))}
            </>
          )
        }
      </Async>
    </>
  )
}
