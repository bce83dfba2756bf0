import type { Drawing } from '../../ui/metrics/MetricChart'
import { useSearchParam } from '../../ui/useSearchParam'
import type { Spread } from '../../lib/curves'
import { chosenOver } from '../../lib/metricCurves'

export interface View extends Drawing {
  /** Paths of settings, null for every run on its own, undefined until the reader chooses. */
  group: string[] | null | undefined
}

const SPREADS: readonly Spread[] = ['sd', 'range', 'none']

/** How curves are drawn, kept in the address. */
export function useView() {
  const [group, setGroup] = useSearchParam('group')
  const [spread, setSpread] = useSearchParam('spread')
  const [smooth, setSmooth] = useSearchParam('smooth')
  const [over, setOver] = useSearchParam('over')
  const weight = Number(smooth ?? 0)
  const view: View = {
    group: group === null ? undefined : group === 'none' ? null : group.split(',').filter((path) => path !== ''),
    spread: SPREADS.find((known) => known === spread) ?? 'sd',
    smooth: weight >= 0 && weight < 1 ? weight : 0,
    over: chosenOver(over),
  }
  return { view, setGroup, setSpread, setSmooth, setOver }
}
