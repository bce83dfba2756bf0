import { Tabs } from '@mantine/core'
import type { Experiment } from '../../api/types'
import { useSearchParam } from '../../ui/useSearchParam'
import { Cost } from './cost/Cost'
import { Data } from './data/Data'
import { Events } from './data/Events'
import { Overview } from './overview/Overview'
import { Results } from './results/Results'
import { Spec } from './spec/Spec'

const PARTS = [
  ['overview', 'Overview', Overview],
  ['results', 'Results', Results],
  ['cost', 'Cost', Cost],
  ['spec', 'Spec', Spec],
  ['events', 'Events', Events],
  ['data', 'Data', Data],
] as const

/** The parts of the page; the address holds the one that is shown, and only that one is read. */
export function ExperimentTabs({ experiment, active }: { experiment: Experiment; active: boolean }) {
  const [wanted, show] = useSearchParam('tab')
  const [shown, , Part] = PARTS.find(([name]) => name === wanted) ?? PARTS[0]
  return (
    <Tabs value={shown} onChange={(name) => show(name === 'overview' ? null : name)} keepMounted={false}>
      <Tabs.List aria-label="Parts of the experiment" mb="md">
        {PARTS.map(([name, label]) => (
          <Tabs.Tab key={name} value={name}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={shown}>
        <Part experiment={experiment} active={active} />
      </Tabs.Panel>
    </Tabs>
  )
}
