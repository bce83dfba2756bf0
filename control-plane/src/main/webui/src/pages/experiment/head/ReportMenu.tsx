import { Button, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { client } from '../../../api/client'
import type { Experiment } from '../../../api/types'
import { messageOf } from '../../../ui/Async'
import { save } from '../../../ui/save'

const FORMATS = [
  { label: 'Everything (JSON)', accept: 'application/json', ending: 'json' },
  { label: 'Numbers (CSV)', accept: 'text/csv', ending: 'csv' },
  { label: 'For people (Markdown)', accept: 'text/markdown', ending: 'md' },
] as const

type Format = (typeof FORMATS)[number]

/** The report, written by the server; pictures are saved where they are shown, on the tab Results. */
export function ReportMenu({ experiment: { id } }: { experiment: Experiment }) {
  const download = useMutation({
    mutationFn: async ({ accept, ending }: Format) => {
      const { data } = await client.GET('/api/v1/experiments/{id}/report', {
        params: { path: { id } },
        headers: { Accept: accept },
        parseAs: 'text',
      })
      save(`experiment-${id}.${ending}`, new Blob([String(data)], { type: accept }))
    },
    onError: (error) => notifications.show({ title: 'The report could not be read', message: messageOf(error), color: 'red', autoClose: false }),
  })
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<IconDownload size={14} aria-hidden />} loading={download.isPending}>
          Report
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMATS.map((format) => (
          <Menu.Item key={format.ending} onClick={() => download.mutate(format)}>
            {format.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
