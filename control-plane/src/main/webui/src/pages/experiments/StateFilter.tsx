import type { Experiment, State } from '../../api/types'

interface Props {
  items: Experiment[]
  selected: State | null
  onSelect: (state: State | null) => void
}

export function StateFilter({ items, selected, onSelect }: Props) {
  const counts = new Map<State, number>()
  for (const item of items) counts.set(item.state, (counts.get(item.state) ?? 0) + 1)
  if (counts.size < 2 && selected === null) return null
  const options: [State | null, string][] = [
    [null, `all ${items.length}`],
    ...[...counts].map(([state, count]): [State, string] => [state, `${state} ${count}`]),
  ]
  return (
    <div className="filter" role="group" aria-label="Filter by state">
      {options.map(([state, label]) => (
        <button key={label} type="button" aria-pressed={state === selected} onClick={() => onSelect(state)}>
          {label}
        </button>
      ))}
    </div>
  )
}
