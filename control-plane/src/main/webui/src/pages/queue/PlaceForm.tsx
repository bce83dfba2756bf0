import { Button, Group, NumberInput, Select, Stack } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api, client } from '../../api/client'
import { ApiError } from '../../api/errors'
import { Loading, Problem } from '../../ui/Async'

/** The place of a run as it was read, with the tag that a change must name. */
interface Place {
  tag: string
  priority: number
  pool: string
}

async function read(id: number): Promise<Place> {
  const { data, response } = await client.GET('/api/v1/runs/{id}', { params: { path: { id } } })
  if (!data) throw new Error('The run could not be read.')
  return { tag: response.headers.get('ETag') ?? '', priority: data.queue.priority, pool: data.queue.pool }
}

/** Reads the place once, not again with every event: a change must name what its author has seen. */
function usePlace(id: number): { place: Place | null; error: unknown; again: () => void } {
  const [attempt, setAttempt] = useState(0)
  const [place, setPlace] = useState<Place | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    let shown = true
    setPlace(null)
    setError(null)
    read(id).then(
      (found) => shown && setPlace(found),
      (failure: unknown) => shown && setError(failure),
    )
    return () => {
      shown = false
    }
  }, [id, attempt])
  return { place, error, again: () => setAttempt((n) => n + 1) }
}

export function PlaceForm({ id, close }: { id: number; close: () => void }) {
  const { place, error, again } = usePlace(id)
  if (error) return <Problem error={error} />
  return place ? <Fields key={place.tag} id={id} place={place} close={close} again={again} /> : <Loading what="the run" rows={2} />
}

function Fields({ id, place, close, again }: { id: number; place: Place; close: () => void; again: () => void }) {
  const cache = useQueryClient()
  const pools = api.useQuery('get', '/api/v1/pools')
  const [priority, setPriority] = useState<number | string>(place.priority)
  const [pool, setPool] = useState(place.pool)
  const save = useMutation({
    mutationFn: () =>
      client.PATCH('/api/v1/runs/{id}', {
        params: { path: { id }, header: { 'If-Match': place.tag } },
        body: { priority: Number(priority), pool },
      }),
    onSuccess: close,
    onSettled: () => cache.invalidateQueries(),
  })
  const overtaken = save.error instanceof ApiError && save.error.status === 412
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <Stack gap="xs">
        <NumberInput
          label="Priority"
          description="-1000 to 1000; higher is claimed first"
          min={-1000}
          max={1000}
          allowDecimal={false}
          required
          data-autofocus
          value={priority}
          onChange={setPriority}
        />
        <Select
          label="Pool"
          data={pools.data?.items.map(({ name }) => name) ?? [place.pool]}
          value={pool}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          onChange={(value) => value && setPool(value)}
        />
        <Problem error={save.error} />
        <Group justify="flex-end" gap="xs">
          <Button size="xs" variant="default" onClick={close}>
            Close
          </Button>
          {overtaken ? (
            <Button size="xs" onClick={again}>
              Read it again
            </Button>
          ) : (
            <Button size="xs" type="submit" loading={save.isPending} disabled={priority === ''}>
              Change
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}
