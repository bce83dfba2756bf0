import { MultiSelect } from '@mantine/core'
import { useMemo } from 'react'
import { metricTitle } from '../../lib/metricNames'

interface Props {
  names: { name: string; runs: number }[]
  runs: number
  chosen: string[]
  onChange: (names: string[]) => void
}

/** More are found by typing. */
const SHOWN = 60
const MOST = 12

/** Chooses the figures to draw, by words or by name; there may be thousands. */
export function MetricPicker({ names, runs, chosen, onChange }: Props) {
  const data = useMemo(
    () =>
      names.map(({ name, runs: having }) => {
        const title = metricTitle(name)
        const said = title === name ? name : `${title} (${name})`
        return { value: name, label: having < runs ? `${said}, ${having} of ${runs} runs` : said }
      }),
    [names, runs],
  )
  return (
    <MultiSelect
      label={`Figures (${names.length.toLocaleString('en')})`}
      placeholder={chosen.length === 0 ? 'Choose figures' : 'Type to search'}
      searchable
      clearable
      hidePickedOptions
      limit={SHOWN}
      maxValues={MOST}
      maxDropdownHeight={320}
      nothingFoundMessage="No figure has this in its name"
      data={data}
      value={chosen}
      onChange={onChange}
      clearButtonProps={{ 'aria-label': 'Choose no figures' }}
    />
  )
}
