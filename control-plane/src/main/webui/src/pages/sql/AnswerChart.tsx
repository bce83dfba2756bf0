import { Group, MultiSelect, SegmentedControl, Select, Text } from '@mantine/core'
import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import type { QueryAnswer } from '../../api/types'
import { axisOf, categoriesOf, isNumeric, likelyChart, MOST_SERIES, seriesOf, type AxisKind, type ChartChoice, type ChartKind, type Series } from '../../lib/answerChart'
import { Chart } from '../../ui/charts/Chart'
import { COLORS } from '../../ui/charts/Curves'
import type { ChartOption } from '../../ui/charts/echarts'

const KINDS: readonly ChartKind[] = ['line', 'bar', 'points']

/** The chart in the address, as far as its columns are in the answer. */
function useChoice({ columns }: QueryAnswer): [ChartChoice | null, (change: Partial<ChartChoice>) => void] {
  const [params, setParams] = useSearchParams()
  const named = (name: string | null) => {
    const at = columns.findIndex((column) => column.name === name)
    return at < 0 ? undefined : at
  }
  const likely = likelyChart(columns)
  const y = (params.get('y') ?? '').split(',').map(named).filter((at) => at !== undefined)
  const choice = likely && {
    kind: KINDS.find((kind) => kind === params.get('kind')) ?? likely.kind,
    x: named(params.get('x')) ?? likely.x,
    y: y.length > 0 ? y : likely.y,
    series: params.get('series') === '' ? null : (named(params.get('series')) ?? likely.series),
  }
  const change = (next: Partial<ChartChoice>) =>
    setParams(
      (old) => {
        const now = new URLSearchParams(old)
        if (next.kind) now.set('kind', next.kind)
        if (next.x !== undefined) now.set('x', columns[next.x]?.name ?? '')
        if (next.y) now.set('y', next.y.map((at) => columns[at]?.name ?? '').join(','))
        if (next.series === null) now.set('series', '')
        else if (next.series !== undefined) now.set('series', columns[next.series]?.name ?? '')
        return now
      },
      { replace: true },
    )
  return [choice, change]
}

/** A chart of an answer: columns for x, y and series are chosen, and kept in the address. */
export function AnswerChart({ answer }: { answer: QueryAnswer }) {
  const [choice, change] = useChoice(answer)
  const series = useMemo(() => (choice ? seriesOf(answer, choice) : []), [answer, choice?.kind, choice?.x, choice?.y.join(','), choice?.series])
  const { columns } = answer
  if (!choice) return <Text size="sm">A chart needs a column of numbers and another column.</Text>
  const names = columns.map(({ name }, i) => ({ value: String(i), label: name }))
  const axis = axisOf(columns, choice.x, choice.kind)
  const xName = columns[choice.x]?.name ?? ''
  const yName = choice.y.map((at) => columns[at]?.name ?? '').join(', ')
  const shown = series.slice(0, MOST_SERIES)
  return (
    <>
      <Group align="flex-end" gap="md">
        <SegmentedControl aria-label="Kind of chart" size="xs" value={choice.kind} data={[...KINDS]} onChange={(kind) => change({ kind: KINDS.find((known) => known === kind) ?? 'line' })} />
        <Select size="xs" label="x" w={180} allowDeselect={false} data={names} value={String(choice.x)} onChange={(at) => at && change({ x: Number(at) })} />
        <MultiSelect size="xs" label="y" miw={180} data={names.filter((_, i) => isNumeric(columns, i))} value={choice.y.map(String)} onChange={(at) => change({ y: at.map(Number) })} />
        <Select size="xs" label="A series for each" w={180} clearable placeholder="–" data={names} value={choice.series === null ? null : String(choice.series)} onChange={(at) => change({ series: at === null ? null : Number(at) })} />
      </Group>
      <Chart option={optionOf(shown, choice.kind, axis, xName, yName)} height={380} label={`${yName} over ${xName}, ${shown.length} series`} fileName="answer" table={tableOf(shown, xName)} />
      <Text size="xs" c="dimmed">
        {answer.rows.length.toLocaleString('en')} rows{answer.truncated && ', not all that there are'}.
        {series.length > shown.length && ` The first ${MOST_SERIES} of ${series.length} series are drawn.`}
      </Text>
    </>
  )
}

function optionOf(series: Series[], kind: ChartKind, axis: AxisKind, xName: string, yName: string): ChartOption {
  return {
    grid: { left: 64, right: 24, top: 40, bottom: 74 },
    legend: { top: 0, type: 'scroll' },
    tooltip: { trigger: kind === 'points' ? 'item' : 'axis', confine: true },
    xAxis: { type: axis, name: xName, nameLocation: 'middle', nameGap: 26, ...(axis === 'category' ? { data: categoriesOf(series) } : axis === 'value' ? { scale: true } : {}) },
    yAxis: { type: 'value', name: yName, nameLocation: 'middle', nameGap: 48, scale: kind !== 'bar' },
    dataZoom: [
      { type: 'inside', filterMode: 'none' },
      { type: 'slider', height: 18, bottom: 8, filterMode: 'none' },
    ],
    series: series.map(({ name, points }, i) => {
      const common = { name, data: points, color: COLORS[i % COLORS.length] ?? '#3b6fd4' }
      if (kind === 'bar') return { ...common, type: 'bar' as const }
      if (kind === 'points') return { ...common, type: 'scatter' as const, symbolSize: 7 }
      return { ...common, type: 'line' as const, showSymbol: points.length <= 60, ...(points.length > 2_000 ? { sampling: 'lttb' as const } : {}) }
    }),
  } as ChartOption
}

function tableOf(series: Series[], xName: string) {
  return {
    header: ['series', xName, 'value'],
    rows: series.flatMap(({ name, points }) => points.map(([x, y]): (string | number | null)[] => [name, x, y])),
  }
}
