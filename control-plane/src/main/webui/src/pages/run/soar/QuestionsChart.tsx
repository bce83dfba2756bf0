import { Text } from '@mantine/core'
import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import type { OuterStep } from '../../../api/types'
import { constantLabel, count } from '../../../lib/format'
import { addRejections, rejections } from '../../../lib/rewards'
import { Chart } from '../../../ui/charts/Chart'
import { COLORS, zoom } from '../../../ui/charts/Curves'
import type { ChartOption } from '../../../ui/charts/echarts'
import { Section } from '../../../ui/Section'
import { SqlLink } from '../../../ui/SqlLink'

const ACCEPTED = '#1f9e77'
const OTHERS = COLORS.filter((color) => color !== ACCEPTED)

/** What became of the teacher's completions: accepted, or rejected and why. */
export function QuestionsChart({ runId, steps }: { runId: number; steps: OuterStep[] }) {
  const navigate = useNavigate()
  const reasons = useMemo(() => rejections(addRejections(steps)), [steps])
  const accepted = steps.reduce((sum, step) => sum + step.accepted, 0)
  const attempts = steps.reduce((sum, step) => sum + step.attempts, 0)
  const option = useMemo<ChartOption>(() => {
    const bar = (name: string, value: (step: OuterStep) => number, color?: string) => ({
      name,
      type: 'bar' as const,
      stack: 'completions',
      data: steps.map((step) => [step.outerStep, value(step)]),
      barMaxWidth: 24,
      ...(color ? { color } : {}),
    })
    const { bottom, dataZoom } = zoom(steps.length)
    return {
      grid: { left: 60, right: 24, top: 40, bottom },
      legend: { top: 0, type: 'scroll' },
      tooltip: { trigger: 'axis', confine: true },
      xAxis: { type: 'value', name: 'Outer step', nameLocation: 'middle', nameGap: 26, minInterval: 1, min: -0.5, max: Math.max(...steps.map(({ outerStep }) => outerStep)) + 0.5, axisLabel: { showMinLabel: false, showMaxLabel: false } },
      yAxis: { type: 'value', name: 'Completions', nameLocation: 'middle', nameGap: 44 },
      dataZoom,
      series: [
        bar('accepted', ({ accepted: n }) => n, ACCEPTED),
        ...reasons.map(([reason], i) => bar(constantLabel(reason), ({ rejected }) => rejected[reason] ?? 0, OTHERS[i % OTHERS.length])),
      ],
    }
  }, [steps, reasons])
  const table = {
    header: ['Outer step', 'accepted', ...reasons.map(([reason]) => constantLabel(reason))],
    rows: steps.map((step) => [step.outerStep, step.accepted, ...reasons.map(([reason]) => step.rejected[reason] ?? 0)]),
  }
  const rejected = reasons.length === 0 ? 'None was rejected.' : `Rejected: ${reasons.map(([reason, n]) => `${constantLabel(reason)} ${count(n)}`).join(', ')}.`
  return (
    <Section
      title="Completions of the teacher"
      actions={<SqlLink sql={`select * from history.rejections\nwhere run_id = ${runId} order by outer_step, reason`} />}
    >
      <Chart
        option={option}
        height={220}
        table={table}
        label={`${count(accepted)} of ${count(attempts)} completions accepted. ${rejected}`}
        fileName={`run-${runId}-completions`}
        onX={(t) => void navigate(`/runs/${runId}/steps/${t}`)}
      />
      <Text size="sm" c="dimmed">
        {count(accepted)} of {count(attempts)} completions were accepted. {rejected}
      </Text>
    </Section>
  )
}
