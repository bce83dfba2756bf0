import { useMemo } from 'react'
import type { Summary } from '../../../api/types'
import { percent } from '../../../lib/format'
import { summaryKs } from '../../../lib/summary'
import { Chart } from '../../../ui/charts/Chart'
import { COLORS } from '../../../ui/charts/Curves'
import type { ChartOption } from '../../../ui/charts/echarts'
import { errorBar, type BarApi } from './errorBar'

/** pass@k of each policy with its interval, side by side at each k. */
export function PassAtKChart({ summary, fileName }: { summary: Summary; fileName: string }) {
  const ks = useMemo(() => summaryKs(summary), [summary])
  const option = useMemo<ChartOption>(() => {
    const { policies } = summary
    const highest = Math.max(...policies.flatMap(({ intervals }) => Object.values(intervals).map(({ high }) => high)))
    return {
      grid: { left: 62, right: 24, top: 40, bottom: 50 },
      legend: { top: 0, icon: 'circle', data: policies.map(({ name }) => name) },
      tooltip: { trigger: 'item', confine: true },
      xAxis: { type: 'category', name: 'k (answers per problem)', nameLocation: 'middle', nameGap: 28, data: ks, axisTick: { alignWithLabel: true } },
      yAxis: { type: 'value', name: '% of problems', nameLocation: 'middle', nameGap: 42, min: 0, ...(highest > 0.8 && { max: 100 }) },
      series: policies.map((policy, index) => ({
        type: 'custom' as const,
        name: policy.name,
        color: COLORS[index % COLORS.length],
        encode: { x: 0, y: [1, 2, 3] },
        data: ks.flatMap((k, at) => {
          const score = policy.passAtK[k]
          const interval = policy.intervals[k]
          return score === undefined || interval === undefined ? [] : [[at, 100 * score, 100 * interval.low, 100 * interval.high]]
        }),
        renderItem: (_: unknown, api: unknown) => errorBar(api as BarApi, index, policies.length, COLORS[index % COLORS.length] ?? '#3b6fd4'),
        tooltip: {
          formatter: (point: unknown) => {
            const [at = 0, score = 0, low = 0, high = 0] = (point as { value: number[] }).value
            return `${policy.name}, pass@${ks[at]}<br/><b>${percent(score / 100)}</b> (${percent(low / 100)} to ${percent(high / 100)})`
          },
        },
      })),
    } as ChartOption
  }, [summary, ks])
  const table = useMemo(
    () => ({
      header: ['policy', 'k', 'pass@k', 'low', 'high'],
      rows: summary.policies.flatMap(({ name, passAtK, intervals }) =>
        ks.map((k) => [name, Number(k), passAtK[k] ?? null, intervals[k]?.low ?? null, intervals[k]?.high ?? null]),
      ),
    }),
    [summary, ks],
  )
  return <Chart option={option} height={320} label={inWords(summary, ks)} fileName={fileName} table={table} />
}

function inWords({ policies }: Summary, ks: string[]): string {
  const each = policies.map(({ name, passAtK }) => `${name}: ${ks.map((k) => `${percent(passAtK[k])} at k = ${k}`).join(', ')}`)
  return `pass@k by policy. ${each.join('. ')}.`
}
