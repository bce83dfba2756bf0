import { Tabs } from '@mantine/core'
import { Suspense } from 'react'
import type { Experiment } from '../../api/types'
import { lazily } from '../../lib/lazily'
import { Loading } from '../../ui/Async'
import { useSearchParam } from '../../ui/useSearchParam'

// Each part is loaded when it is first shown.
const Overview = lazily(async () => ({ default: (await import('./overview/Overview')).Overview }))
const Results = lazily(async () => ({ default: (await import('./results/Results')).Results }))
const Cost = lazily(async () => ({ default: (await import('./cost/Cost')).Cost }))
const Spec = lazily(async () => ({ default: (await import('./spec/Spec')).Spec }))
const Events = lazily(async () => ({ default: (await import('./data/Events')).Events }))
const Data = lazily(async () => ({ default: (await import('./data/Data')).Data }))

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
        <Suspense fallback={<Loading what="this part" />}>
          <Part experiment={experiment} active={active} />
        </Suspense>
      </Tabs.Panel>
    </Tabs>
  )
}
