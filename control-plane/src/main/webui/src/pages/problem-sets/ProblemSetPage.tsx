import { Badge } from '@mantine/core'
import { useParams } from 'react-router'
import { api } from '../../api/client'
import { constantLabel, count, NONE } from '../../lib/format'
import { bytes } from '../../lib/bytes'
import { Async } from '../../ui/Async'
import { Facts } from '../../ui/Facts'
import { Page } from '../../ui/Page'
import { Section } from '../../ui/Section'
import { SqlLink } from '../../ui/SqlLink'
import { Time } from '../../ui/Time'
import { ProblemList } from './ProblemList'
import type { ProblemSet } from './SetsTab'
import { sqlText } from './sql'
import { UsesSection } from './UsesSection'
import classes from './problem-sets.module.css'

function Provenance({ set }: { set: ProblemSet }) {
  const mono = (text: string | null) => (text === null ? NONE : <span className={classes.mono}>{text}</span>)
  return (
    <Section title="Where it comes from" actions={<SqlLink sql={`select * from history.problem_sets where name = ${sqlText(set.name)}`} />}>
      <Facts
        facts={[
          ['Problems', count(set.problems)],
          ['Set aside', count(set.skipped)],
          ['Warnings', count(set.warnings)],
          ['Format of the file', set.format],
          ['Answers compared as', constantLabel(set.comparison)],
          ['Stored', <Time at={set.createdAt} />],
          ['Uploaded by', set.createdBy ?? (set.builtIn ? 'comes with Cairn' : NONE)],
          ['Size of the file', set.bytes === null ? NONE : bytes(set.bytes)],
          ['sha256 of the file', mono(set.sha256)],
          ['sha256 of ids, questions and answers', mono(set.contentSha256)],
        ]}
      />
    </Section>
  )
}

/** /problem-sets/:name: where a set comes from, who uses it, what screenings found, and its problems. */
export default function ProblemSetPage() {
  const { name = '' } = useParams()
  const set = api.useQuery('get', '/api/v1/problem-sets/{name}', { params: { path: { name } } }, { staleTime: Infinity })
  return (
    <Page title={<span className={classes.name}>{name}</span>} tab={`${name} · Problem set`} above={[['Problem sets', '/problem-sets']]} freshness={set.data?.builtIn && <Badge variant="default" tt="none">comes with Cairn</Badge>}>
      <Async query={set} what={`problem set ${name}`}>
        {(found) => (
          <>
            <Provenance set={found} />
            <UsesSection name={name} />
            <ProblemList name={name} total={found.problems} />
          </>
        )}
      </Async>
    </Page>
  )
}
