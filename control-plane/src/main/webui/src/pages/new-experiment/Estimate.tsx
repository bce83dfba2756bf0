import { List, Text } from '@mantine/core'
import { bytes } from '../../lib/bytes'
import { count, duration, number, NONE } from '../../lib/format'
import type { Preview } from './useCheck'
import classes from './new-experiment.module.css'

const range = (low: string, high: string) => (low === high ? low : `${low} to ${high}`)

function seconds({ minSeconds, maxSeconds }: Preview['time']): string {
  if (minSeconds === null || maxSeconds === null) return NONE
  return range(duration(minSeconds * 1000), duration(maxSeconds * 1000))
}

function accelerators({ minAcceleratorHours: low, maxAcceleratorHours: high }: Preview['time']): string {
  return low === null || high === null ? NONE : `${range(number(low), number(high))} h`
}

function Costs({ costs }: { costs: [name: string, value: string][] }) {
  return (
    <dl className={classes.costs}>
      {costs.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What engine and trainer need of GPUs, and whether this control plane has it. */
function Memory({ memory }: { memory: Preview['memory'] }) {
  if (memory === null) return null
  const { problem, gpus } = memory
  if (problem !== null) {
    return (
      <Text size="xs" c="var(--mantine-color-error)" mt={6} style={{ overflowWrap: 'anywhere' }}>
        It would not start on the GPUs here: {problem}
      </Text>
    )
  }
  return (
    <Text size="xs" c="dimmed" mt={6}>
      {gpus.length === 0 ? 'This control plane uses no GPU; the memory is what one would need.' : `It fits the ${gpus.length === 1 ? 'GPU' : `${gpus.length} GPUs`} here, of ${gpus.map(bytes).join(', ')}.`}
    </Text>
  )
}

/** What the experiment would cost. */
export function Estimate({ preview, stale }: { preview: Preview; stale: boolean }) {
  const { estimate, time, runs, memory } = preview
  return (
    <div data-estimate={stale ? 'stale' : 'current'}>
      <Text size="sm" fw={600} mb={4}>
        Estimate{stale && ', of the last version in order'}
      </Text>
      <Costs
        costs={[
          ['Working time', seconds(time)],
          ['Accelerator time', accelerators(time)],
          ['Completions', range(count(estimate.rollouts), count(estimate.maxRollouts))],
          ['Completion tokens, at most', count(estimate.tokens)],
          ['Database, at most', bytes(estimate.databaseBytes)],
          ['Adapters per outer step', estimate.adapterBytesPerOuterStep === 0 ? NONE : bytes(estimate.adapterBytesPerOuterStep)],
          ['GPU memory, trainer', memory === null ? NONE : bytes(memory.trainer)],
          ['GPU memory, engine, at least', memory === null ? NONE : bytes(memory.engine)],
        ]}
      />
      <Memory memory={memory} />
      <Text size="xs" c="dimmed" mt={6}>
        Time: {time.runs > 0 && 'from '}
        {time.basis}. The higher numbers are with as many promotions as possible, and no student spared by racing or early stop.
      </Text>
      <details>
        <summary className={classes.summary}>{runs.length} runs</summary>
        <List size="xs">
          {runs.map(({ name, dependsOn }) => (
            <List.Item key={name}>
              {name}
              {dependsOn.length > 0 && `, after ${dependsOn.join(' and ')}`}
            </List.Item>
          ))}
        </List>
      </details>
    </div>
  )
}
