import { Button, Group, Menu, Skeleton } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { Suspense, useRef, useState, type ReactNode } from 'react'
import { lazily } from '../../lib/lazily'
import { save } from '../save'
import type { DrawingProps } from './Drawing'
import type { EChartsType } from './echarts'

const Drawing = lazily(() => import('./Drawing'))

/** Loads what draws, for a page that is waiting for its numbers. */
export const loadDrawing = () => void Drawing.load().catch(() => undefined)

interface Props extends Omit<DrawingProps, 'onReady'> {
  /** The file's name without its ending. */
  fileName: string
  /** The numbers behind the chart: saved as CSV, and shown as a table to those who want it. */
  table: { header: string[]; rows: (string | number | null)[][] }
  controls?: ReactNode
}

const quoted = (cell: string | number | null) =>
  cell === null ? '' : /[",\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell)

/** A chart with its numbers as CSV, and as PNG and SVG pictures. */
export function Chart({ fileName, table, controls, ...drawing }: Props) {
  const chart = useRef<EChartsType | null>(null)
  const [asTable, setAsTable] = useState(false)
  const csv = () =>
    save(`${fileName}.csv`, new Blob([[table.header, ...table.rows].map((row) => row.map(quoted).join(',')).join('\n')], { type: 'text/csv' }))
  const png = () => {
    const url = chart.current?.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: getComputedStyle(document.body).backgroundColor })
    if (url) save(`${fileName}.png`, url)
  }
  const svg = async () => {
    const option = chart.current?.getOption()
    if (!option) return
    const { init } = await import('./echarts')
    const drawn = init(null, null, { renderer: 'svg', ssr: true, width: chart.current?.getWidth() ?? 900, height: drawing.height })
    drawn.setOption({ ...option, animation: false })
    save(`${fileName}.svg`, new Blob([drawn.renderToSVGString()], { type: 'image/svg+xml' }))
    drawn.dispose()
  }
  return (
    <div>
      <Group justify="flex-end" gap="xs" mb={4}>
        {controls}
        <Button size="compact-xs" mih={24} variant="subtle" color="gray" aria-expanded={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? 'Hide the numbers' : 'Show the numbers'}
        </Button>
        <Menu position="bottom-end">
          <Menu.Target>
            <Button size="compact-xs" mih={24} variant="subtle" color="gray" leftSection={<IconDownload size={14} aria-hidden />}>
              Save
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={csv}>Numbers (CSV)</Menu.Item>
            <Menu.Item onClick={png}>Picture (PNG)</Menu.Item>
            <Menu.Item onClick={() => void svg()}>Picture (SVG)</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
      <Suspense fallback={<Skeleton height={drawing.height} />}>
        <Drawing {...drawing} onReady={(made) => (chart.current = made)} />
      </Suspense>
      {asTable && (
        <div style={{ position: 'relative', maxHeight: 320, overflow: 'auto' }} tabIndex={0} role="region" aria-label={`${drawing.label}: numbers`}>
          <table style={{ width: '100%', fontSize: '0.85em', fontVariantNumeric: 'tabular-nums' }}>
            <thead>
              <tr>
                {table.header.map((name) => (
                  <th key={name} scope="col" style={{ textAlign: 'left' }}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.slice(0, 1000).map((row, i) => (
                <tr key={i}>
                  {row.map((cell, j) => (
                    <td key={j}>{cell ?? '–'}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          {table.rows.length > 1000 && <p>The first 1,000 of {table.rows.length.toLocaleString('en')} rows; the CSV has them all.</p>}
        </div>
      )}
    </div>
  )
}
