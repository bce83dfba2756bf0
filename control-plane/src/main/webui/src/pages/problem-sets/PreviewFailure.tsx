import { Alert, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lineIn } from '../../lib/lineIn'
import { messageOf } from '../../ui/Async'
import { HostileText } from '../../ui/text/HostileText'
import { lineOf } from './upload'
import classes from './problem-sets.module.css'

/** Why a file can't be used, with the line that it is about. The server never repeats content; the browser has the file. */
export function PreviewFailure({ error, file }: { error: Error; file: File }) {
  const line = lineIn(error.message)
  const content = useQuery({
    queryKey: ['line', file.name, file.size, file.lastModified, line],
    queryFn: () => lineOf(file, line ?? 0),
    enabled: line !== null,
    staleTime: Infinity,
    gcTime: 0,
  })
  return (
    <Alert role="alert" color="red" variant="light" title="This file cannot be stored">
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {messageOf(error)}
      </Text>
      {line !== null && content.data && (
        <>
          <Text size="sm" mt="xs" fw={600}>
            Line {line}
          </Text>
          <div className={classes.mono}>
            <HostileText text={content.data} />
          </div>
        </>
      )}
    </Alert>
  )
}
