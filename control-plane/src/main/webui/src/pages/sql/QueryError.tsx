import { Alert, Text } from '@mantine/core'
import { ApiError } from '../../api/errors'
import { messageOf } from '../../ui/Async'
import { HostileText } from '../../ui/text/HostileText'

/** Why a query failed: PostgreSQL's message, its place and its hint. */
export function QueryError({ error }: { error: Error }) {
  const problem = error instanceof ApiError ? error.problem : {}
  return (
    <Alert role="alert" color="red" variant="light" title={error instanceof ApiError ? error.title : 'Something went wrong'}>
      <HostileText text={messageOf(error)} />
      {problem.position != null && (
        <Text size="sm">
          At character {problem.position}, line {problem.line}; it is marked in the query.
        </Text>
      )}
      {problem.hint && <Text size="sm">Hint: {problem.hint}</Text>}
    </Alert>
  )
}
