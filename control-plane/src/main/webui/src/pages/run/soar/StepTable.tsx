import { Button, Group, NumberInput, SegmentedControl, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef } from 'react'
import type { OuterStep } from '../../../api/types'
import { raced, trainsStudents } from '../../../lib/rewards'
import { RewardLegend } from '../../../ui/RewardGrid'
import { Section } from '../../../ui/Section'
import { SqlLink } from '../../../ui/SqlLink'
import ui from '../../../ui/ui.module.css'
import { useSearchParam } from '../../../ui/useSearchParam'
import { moveAmongCells } from './moveAmongCells'
import { StepRow } from './StepRow'
import classes from '../run.module.css'

interface Props {
  runId: number
  steps: OuterStep[]
  range: number
}

const CELL = 24
/** From here on a row has room for the rewards only; the step's figures stand under its number. */
const MANY_SETS = 8
const REWARDS = 'Rewards of the students'
const FIGURES = ['Mean reward, moving average', 'Baseline', 'Questions', 'Teacher']

/** Up to here all steps are shown at once. */
const FEW = 12

/** Every outer step with its students' rewards; only the rows in sight are drawn. */
export function StepTable({ runId, steps, range }: Props) {
  const [order, setOrder] = useSearchParam('order')
  const [chosen, choose] = useSearchParam('step', 'typed')
  const oldestFirst = order === 'oldest'
  const rows = useMemo(() => [...steps].sort((a, b) => (oldestFirst ? a.outerStep - b.outerStep : b.outerStep - a.outerStep)), [steps, oldestFirst])
  const scroller = useRef<HTMLDivElement>(null)
  const dense = (steps[0]?.rewards.length ?? 0) > MANY_SETS
  // A phone shows two columns at a time.
  const phone = useMediaQuery('(max-width: 40em)', undefined, { getInitialValueInEffect: false }) ?? false
  const students = steps.some(trainsStudents)
  const last = students ? REWARDS : steps[0]?.rewardKind === 'ALIGNMENT' ? 'Alignment of the sets' : 'Learnability of the sets'
  const figures = students ? FIGURES : FIGURES.filter((figure) => figure !== 'Baseline')
  const headers = dense ? ['Step', last] : phone ? ['Step', last, ...figures] : ['Step', ...figures, last]
  const least = dense ? 150 : 56
  const repeats = Math.max(0, ...(steps[0]?.rewards ?? []).map((row) => row.length))
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => Math.max(least, repeats * CELL + 32),
    overscan: 4,
    getItemKey: (index) => rows[index]?.outerStep ?? index,
    initialOffset: () => Math.max(0, rows.findIndex(({ outerStep }) => String(outerStep) === chosen)) * Math.max(least, repeats * CELL + 32),
  })
  const items = virtual.getVirtualItems()
  const before = items[0]?.start ?? 0
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)

  const jump = (t: number) => {
    const index = rows.findIndex(({ outerStep }) => outerStep === t)
    if (index < 0) return
    choose(String(t))
    virtual.scrollToIndex(index, { align: 'center' })
  }
  const here = chosen === null ? null : rows.findIndex(({ outerStep }) => String(outerStep) === chosen)
  const promotion = (direction: 1 | -1) => {
    const from = here ?? (direction === 1 ? -1 : rows.length)
    for (let i = from + direction; i >= 0 && i < rows.length; i += direction) if (rows[i]?.promoted) return rows[i]?.outerStep
    return undefined
  }
  const [up, down] = [promotion(-1), promotion(1)]
  return (
    <Section
      title="Outer steps"
      actions={<SqlLink sql={students ? `select outer_step, question_set, repeat, reward, promoted from history.trials\nwhere run_id = ${runId} order by outer_step, question_set, repeat` : `select outer_step, question_set, reward, advantage from history.question_sets\nwhere run_id = ${runId} order by outer_step, question_set`} />}
    >
      <Group gap="sm" align="end">
        <SegmentedControl
          size="xs"
          aria-label="Order of the outer steps"
          value={oldestFirst ? 'oldest' : 'newest'}
          onChange={(value) => setOrder(value === 'oldest' ? 'oldest' : null)}
          data={[
            { value: 'newest', label: 'Newest first' },
            { value: 'oldest', label: 'Oldest first' },
          ]}
        />
        <NumberInput
          size="xs"
          w={130}
          label="Go to step"
          min={0}
          max={steps.length - 1}
          hideControls
          value={chosen === null ? '' : Number(chosen)}
          onChange={(value) => (typeof value === 'number' ? jump(value) : choose(null))}
        />
        {students && (
          <Button.Group>
            <Button size="xs" variant="default" disabled={up === undefined} leftSection={<IconChevronUp size={14} aria-hidden />} onClick={() => up !== undefined && jump(up)}>
              Promotion above
            </Button>
            <Button size="xs" variant="default" disabled={down === undefined} leftSection={<IconChevronDown size={14} aria-hidden />} onClick={() => down !== undefined && jump(down)}>
              Promotion below
            </Button>
          </Button.Group>
        )}
        {students && (
          <Text size="xs" c="dimmed">
            Arrow keys move through the cells.
          </Text>
        )}
      </Group>
      {students && <RewardLegend range={range} shape="One column per set, one row per repeat, the sets’ means below" raced={steps.some(raced)} />}
      <div ref={scroller} className={ui.scroller} style={{ maxHeight: steps.length > FEW ? 'min(70vh, 560px)' : undefined }} tabIndex={0} role="region" aria-label="Outer steps, scrolls">
        <table className={`${ui.table} ${classes.steps}`} aria-label="Outer steps" aria-rowcount={rows.length + 1} onKeyDown={moveAmongCells}>
          <thead>
            <tr aria-rowindex={1}>
              {headers.map((header) => (
                <th key={header} scope="col">
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {before > 0 && <Spacer height={before} columns={headers.length} />}
            {items.map(({ index, key }) => {
              const step = rows[index]
              return step && <StepRow key={key} ref={virtual.measureElement} index={index} runId={runId} step={step} range={range} dense={dense} rewardsFirst={phone} chosen={String(step.outerStep) === chosen} />
            })}
            {after > 0 && <Spacer height={after} columns={headers.length} />}
          </tbody>
        </table>
      </div>
    </Section>
  )
}

function Spacer({ height, columns }: { height: number; columns: number }) {
  return (
    <tr aria-hidden>
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  )
}
