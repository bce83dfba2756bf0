import { useMemo } from 'react'
import { Chart } from '../../ui/charts/Chart'
import type { ChartOption } from '../../ui/charts/echarts'

interface Props {
  /** Number of problems by how many of their completions are correct. */
  counts: number[]
  /** Whether problems have different numbers of completions. */
  uneven?: boolean
  fileName: string
}

/** How many problems were solved how often. */
export function ScoreHistogram({ counts: all, uneven = false, fileName }: Props) {
  const most = `${uneven ? 'up to ' : ''}${all.length - 1}`
  const counts = useMemo(() => all.slice(0, Math.max(4, all.findLastIndex((n) => n > 0) + 1)), [all])
  const option = useMemo<ChartOption>(
    () => ({
      grid: { left: 60, right: 24, top: 16, bottom: 48 },
      tooltip: { trigger: 'axis', confine: true },
      xAxis: { type: 'category', name: `Correct completions (of ${most})`, nameLocation: 'middle', nameGap: 28, data: counts.map((_, correct) => String(correct)) },
      yAxis: { type: 'value', name: 'Problems', nameLocation: 'middle', nameGap: 44, minInterval: 1 },
      series: [{ name: 'problems', type: 'bar', data: counts.map((n, correct) => (correct === 0 ? { value: n, itemStyle: { color: '#d9661f' } } : n)), color: '#3b6fd4', barCategoryGap: '15%', label: { show: counts.length <= 40, position: 'top' } }],
    }),
    [counts, most],
  )
  return (
    <Chart
      option={option}
      height={240}
      label={`Problems by number of correct completions, at most ${counts.length - 1} of ${most}; ${counts[0] ?? 0} were never solved`}
      fileName={fileName}
      table={{ header: ['Correct completions', 'Problems'], rows: counts.map((n, correct) => [correct, n]) }}
    />
  )
}
