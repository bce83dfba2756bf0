import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { client } from '../../api/client'
import { save } from '../../ui/save'
import { parametersOf } from './useAsk'
import type { Draft } from './useDraft'

const FORMATS = [
  ['csv', 'CSV'],
  ['ndjson', 'NDJSON'],
  ['parquet', 'Parquet'],
  ['arrow', 'Arrow'],
] as const

/** The server refuses longer addresses. */
const LONGEST_ADDRESS = 60_000

/**
 * All rows as a file. The browser writes it to disk as it arrives, by a link, so that nothing is held in memory. PostgreSQL
 * plans the query first: a mistake is shown here and not in the list of downloads.
 */
export function Exports({ draft, failed }: { draft: Draft; failed: (error: Error | null) => void }) {
  const cache = useQueryClient()
  const download = useMutation({
    mutationFn: async (format: string) => {
      const parameters = parametersOf(draft).values
      const asked = new URLSearchParams({ sql: draft.sql, parameters: JSON.stringify(parameters), format })
      const address = `/api/v1/history:download?${asked.toString().replaceAll('+', '%20')}`
      if (address.length > LONGEST_ADDRESS) throw new Error('This query is too long for a download; use ops/cairn sql - --format csv < FILE')
      await client.POST('/api/v1/history:query', { body: { sql: draft.sql, parameters, explain: true }, headers: { Accept: 'application/json' } })
      save(`answer.${format}`, address)
    },
    onMutate: () => failed(null),
    onError: (error) => failed(error),
    onSettled: () => cache.invalidateQueries({ queryKey: ['get', '/api/v1/history/queries'] }),
  })
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="default" size="sm" loading={download.isPending} leftSection={<IconDownload size={16} aria-hidden />}>
          Download all rows
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMATS.map(([format, label]) => (
          <Menu.Item key={format} onClick={() => download.mutate(format)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
