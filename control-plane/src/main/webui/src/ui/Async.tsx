import { Alert, Button, Center, Group, Loader, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconLock, IconMoodEmpty, IconPlugConnectedX } from '@tabler/icons-react'
import { useRef, type ReactNode } from 'react'
import { ApiError } from '../api/errors'
import { clock, sentence } from '../lib/format'

/** What to do about an error, by its kind. */
export function advice(error: unknown): string {
  if (!(error instanceof ApiError)) return 'Reload the page; if it happens again, look at the browser console.'
  if (error.status === 0) return 'Is it running? ops/run or ops/serve starts it. The page tries again on its own.'
  if (error.status === 404) return 'Check the address.'
  if (error.status === 401) return 'Sign in again: ops/cairn sign-in prints a fresh link.'
  if (error.status === 403) return 'Ask an admin for a token with the right to do this.'
  if (error.status >= 500) return "Try again; if it keeps happening, the reason is in the control plane's log."
  return ''
}

export const messageOf = (error: unknown) => sentence(error instanceof Error ? error.message : String(error))

export function Loading({ what, rows = 3 }: { what: string; rows?: number }) {
  return (
    <Stack gap="xs" role="status" aria-label={`Loading ${what}`} data-loading>
      <Group gap="xs">
        <Loader size="xs" aria-hidden />
        <Text size="sm" c="dimmed">
          Loading {what}…
        </Text>
      </Group>
      {Array.from({ length: rows }, (_, i) => (
        <Skeleton key={i} height={18} radius="sm" />
      ))}
    </Stack>
  )
}

export function Empty({ title, children, icon }: { title: string; children?: ReactNode; icon?: ReactNode }) {
  return (
    <Center p="xl">
      <Stack align="center" gap="xs" maw="60ch">
        {icon ?? <IconMoodEmpty size={32} stroke={1.4} aria-hidden />}
        <Title order={2} ta="center">
          {title}
        </Title>
        <div>{children}</div>
      </Stack>
    </Center>
  )
}

/** An error with its reason, what to do, and a way to try again. */
export function Failure({ error, what, retry }: { error: unknown; what: string; retry?: () => void }) {
  const forbidden = error instanceof ApiError && error.status === 403
  const title = forbidden
    ? `You may not see ${what}`
    : `Could not load ${what}${error instanceof ApiError ? `: ${error.title}` : ''}`
  return (
    <Alert role="alert" color={forbidden ? 'gray' : 'red'} variant="light" title={title} icon={forbidden ? <IconLock /> : <IconPlugConnectedX />}>
      <Text size="sm">
        {messageOf(error)} {advice(error)}
      </Text>
      {retry && !forbidden && (
        <Button mt="xs" size="xs" variant="default" onClick={retry}>
          Try again
        </Button>
      )}
    </Alert>
  )
}

/** The message of a failed action, beside the button that failed. */
export function Problem({ error }: { error: unknown }) {
  if (!error) return null
  return (
    <Text role="alert" size="sm" c="var(--mantine-color-error)">
      {messageOf(error)} {advice(error)}
    </Text>
  )
}

/** The parts of a query that are shown; its errors are ApiErrors, whatever type the client gives them. */
interface Readable<T> {
  data: T | undefined
  error: unknown
  isError: boolean
  dataUpdatedAt: number
  refetch: () => unknown
}

interface AsyncProps<T> {
  query: Readable<T>
  what: string
  children: (data: T) => ReactNode
  /** Shown in place of the data when the data is empty. */
  empty?: { when: (data: T) => boolean; show: ReactNode }
  rows?: number
}

/**
 * What a query has read, or its state: loading, failed, empty, or old data with a warning. An error stays until there is
 * an answer, so that nothing blinks while the query tries again.
 */
export function Async<T>({ query, what, children, empty, rows }: AsyncProps<T>) {
  const { data, error, isError, refetch, dataUpdatedAt } = query
  const last = useRef<unknown>(null)
  if (data !== undefined) last.current = null
  else if (isError) last.current = error
  if (data === undefined) {
    if (last.current) return <Failure error={last.current} what={what} retry={() => void refetch()} />
    return <Loading what={what} {...(rows === undefined ? {} : { rows })} />
  }
  return (
    <>
      {isError && (
        <Alert role="status" color="yellow" variant="light" mb="sm" title={`Not up to date: this is how it was at ${clock(dataUpdatedAt)}.`}>
          {messageOf(error)} It is tried again on its own.
        </Alert>
      )}
      {empty?.when(data) ? empty.show : children(data)}
    </>
  )
}
