import { Checkbox, Group, NativeSelect, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useSearchParams } from 'react-router'
import { api, client } from '../../api/client'
import { count } from '../../lib/format'
import { Async } from '../../ui/Async'
import { Section } from '../../ui/Section'
import { SqlLink } from '../../ui/SqlLink'
import { useSetSearchParams } from '../../ui/useSearchParam'
import { useSearchText } from '../../ui/useSearchText'
import { ProblemRow } from './ProblemRow'
import { sqlText } from './sql'
import uiClasses from '../../ui/ui.module.css'
import classes from './problem-sets.module.css'

const PAGE = 100
const PAUSE_MS = 300
const ROW_HEIGHT = 72

interface Asked {
  search: string
  screening: number | null
  unsolved: boolean
}

function useProblems(name: string, { search, screening, unsolved }: Asked) {
  const asked = { ...(search ? { search } : {}), ...(screening === null ? {} : { screening, unsolved }) }
  return useInfiniteQuery({
    queryKey: ['get', '/api/v1/problem-sets/{name}/problems', { params: { path: { name }, query: asked } }],
    queryFn: async ({ pageParam, signal }) =>
      (await client.GET('/api/v1/problem-sets/{name}/problems', { params: { path: { name }, query: { ...asked, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } }, signal })).data!,
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: Infinity,
  })
}

interface RowsProps {
  problems: ReturnType<typeof useProblems>
  raw: boolean
  /** Whether the results of a screening are shown. */
  screened: boolean
  more: boolean
  onEnd: () => void
}

function Rows({ problems, raw, screened, more, onEnd }: RowsProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const rows = problems.data?.pages.flatMap(({ items }) => items) ?? []
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => ROW_HEIGHT, overscan: 10 })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? -1
  useEffect(() => {
    if (more && last >= rows.length - 20) onEnd()
  }, [more, last, rows.length, onEnd])
  return (
    <div ref={scroller} className={uiClasses.scroller} style={{ height: '70vh' }} tabIndex={0} role="region" aria-label="Problems, scrolls">
      <div className={`${classes.problem} ${classes.heads}`}>
        <div>No.</div>
        <div>Question</div>
        <div>Answer</div>
        <div>{screened && 'Screening'}</div>
      </div>
      <div role="list" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        <div style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}>
          {items.map(({ index, key }) => {
            const problem = rows[index]
            return problem && <ProblemRow key={key} problem={problem} raw={raw} index={index} measure={virtual.measureElement} />
          })}
        </div>
      </div>
    </div>
  )
}

/** The set's problems: searched, with the results of a screening, loaded as the reader scrolls. */
export function ProblemList({ name, total }: { name: string; total: number }) {
  const [params] = useSearchParams()
  const patch = useSetSearchParams()
  const [search, setSearch] = useSearchText('search')
  const [settled] = useDebouncedValue(search, PAUSE_MS)
  const run = Number(params.get('screening'))
  const screening = Number.isSafeInteger(run) && run > 0 ? run : null
  const unsolved = screening !== null && params.has('unsolved')
  const raw = params.has('raw')
  const problems = useProblems(name, { search: settled.trim(), screening, unsolved })
  const uses = api.useQuery('get', '/api/v1/problem-sets/{name}/experiments', { params: { path: { name }, query: { limit: 200 } } }, { staleTime: 30_000 })
  const screenings = (uses.data?.items ?? []).flatMap((use) => (use.screening && use.screening.screened > 0 ? [{ value: String(use.screening.run), label: `run ${use.screening.run} of ${use.name.slice(0, 60)} #${use.id}, k = ${use.screening.samples}` }] : []))
  const named = screening === null || screenings.some(({ value }) => value === String(screening)) ? [] : [{ value: String(screening), label: `run ${screening}` }]
  const found = problems.data?.pages.reduce((sum, { items }) => sum + items.length, 0) ?? 0
  return (
    <Section title="Problems" actions={<SqlLink sql={`select position, problem_id, question, answer from history.problems where problem_set = ${sqlText(name)} order by position`} />}>
      <Group align="flex-end" gap="sm">
        <TextInput
          label="Search in id, question and answer"
          leftSection={<IconSearch size={15} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          w={280}
          maw="100%"
        />
        <NativeSelect
          label="Results of a screening"
          data={[{ value: '', label: 'none' }, ...named, ...screenings]}
          value={screening === null ? '' : String(screening)}
          onChange={(event) => patch({ screening: event.currentTarget.value || null, unsolved: null })}
          maw="100%"
        />
        <Checkbox label="Never solved" disabled={screening === null} checked={unsolved} onChange={(event) => patch({ unsolved: event.currentTarget.checked ? '1' : null })} mb={8} />
        <Checkbox label="As written" checked={raw} onChange={(event) => patch({ raw: event.currentTarget.checked ? '1' : null })} mb={8} />
      </Group>
      <Async query={problems} what="the problems" empty={{ when: () => found === 0, show: <Text size="sm">No problem matches.</Text> }}>
        {() => (
          <>
            <Text size="sm" c="dimmed" role="status" className={classes.name}>
              {problems.hasNextPage ? `${count(found)} loaded` : `${count(found)} found`} of {count(total)} problems
            </Text>
            <Rows key={`${settled} ${screening} ${unsolved}`} problems={problems} raw={raw} screened={screening !== null} more={problems.hasNextPage} onEnd={() => void (problems.isFetchingNextPage || problems.fetchNextPage())} />
          </>
        )}
      </Async>
    </Section>
  )
}
