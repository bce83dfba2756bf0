import { format } from 'echarts/core'
import { useMemo } from 'react'
import { percent } from '../../lib/format'
import { estimateOf, type Row } from '../../lib/studies'
import { Chart } from '../../ui/charts/Chart'
import { COLORS } from '../../ui/charts/Curves'
import type { ChartOption } from '../../ui/charts/echarts'
import { deviationBar, type BarApi } from './deviationBar'

/** Each policy's pass@k: the mean over seeds, its deviation, and the single seeds. */
export function StudyChart({ rows, k, fileName }: { rows: Row[]; k: string; fileName: string }) {
  const shown = useMemo(() => rows.filter(({ byK }) => byK.has(k)), [rows, k])
  const seeds = useMemo(() => [...new Set(shown.flatMap(({ byK }) => [...(byK.get(k)?.keys() ?? [])]))].sort((a, b) => a - b), [shown, k])
  const height = 80 + 36 * shown.length
  const option = useMemo<ChartOption>(() => {
    const variants = [...new Set(shown.map(({ variant }) => variant.key))]
    const colorOf = (row: Row) => COLORS[variants.indexOf(row.variant.key) % COLORS.length] ?? '#3b6fd4'
    return {
      grid: { left: 8, right: 24, top: 8, bottom: 46, containLabel: true },
      tooltip: { trigger: 'item', confine: true },
      xAxis: { type: 'value', name: `pass@${k}, % of problems`, nameLocation: 'middle', nameGap: 28, min: 0, max: ({ max }: { max: number }) => Math.min(100, Math.ceil((1.1 * max) / 10) * 10) },
      yAxis: { type: 'category', inverse: true, data: shown.map((row) => labelOf(row, variants.length)), axisLabel: { width: 150, overflow: 'break', fontSize: 11, lineHeight: 12 }, axisTick: { show: false } },
      series: [
        {
          type: 'custom' as const,
          name: 'mean ± SD',
          encode: { x: [0, 2, 3], y: 1 },
          data: shown.map((row, at) => {
            const { mean = 0, sd } = estimateOf(row, k) ?? {}
            return [100 * mean, at, 100 * Math.max(0, mean - (sd ?? 0)), 100 * Math.min(1, mean + (sd ?? 0))]
          }),
          renderItem: ({ dataIndex }: { dataIndex: number }, api: unknown) => {
            const row = shown[dataIndex]
            return deviationBar(api as BarApi, row ? colorOf(row) : '#3b6fd4')
          },
          tooltip: { formatter: (point: unknown) => format.encodeHTML(inWords(shown[(point as { dataIndex: number }).dataIndex], k)) },
        },
        {
          type: 'scatter' as const,
          name: 'seeds',
          symbolSize: 6,
          data: shown.flatMap((row, at) => [...(row.byK.get(k) ?? [])].map(([seed, score]) => ({ value: [100 * score, at], name: `${labelOf(row, 2)}, seed ${seed}`, itemStyle: { color: 'transparent', borderColor: colorOf(row), borderWidth: 1.2 } }))),
          tooltip: {
            formatter: (point: unknown) => {
              const { name, value } = point as { name: string; value: number[] }
              return `${format.encodeHTML(name)}<br/><b>${percent((value[0] ?? 0) / 100)}</b>`
            },
          },
        },
      ],
    } as ChartOption
  }, [shown, k])
  const table = useMemo(
    () => ({
      header: ['variant', 'policy', 'k', 'mean', 'sd', 'seeds', ...seeds.map((seed) => `seed ${seed}`)],
      rows: shown.map((row) => {
        const found = estimateOf(row, k)
        return [row.variant.label, row.policy, Number(k), found?.mean ?? null, found?.sd ?? null, found?.n ?? 0, ...seeds.map((seed) => row.byK.get(k)?.get(seed) ?? null)]
      }),
    }),
    [shown, seeds, k],
  )
  return <Chart option={option} height={height} label={`pass@${k} of ${shown.length} policies, with the single seeds`} fileName={fileName} table={table} />
}

/** The policy comes first, since a long variant's name may be cut. */
const labelOf = ({ variant, policy }: Row, variants: number) => (variants > 1 ? `${policy}, ${variant.label}` : policy)

function inWords(row: Row | undefined, k: string): string {
  const found = row && estimateOf(row, k)
  if (!found) return ''
  return `${labelOf(row, 2)}: ${percent(found.mean)}${found.sd === null ? '' : ` ± ${(100 * found.sd).toFixed(1)}`} (${found.n} ${found.n === 1 ? 'seed' : 'seeds'})`
}
