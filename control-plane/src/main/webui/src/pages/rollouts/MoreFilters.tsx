import { NumberInput, SimpleGrid } from '@mantine/core'
import { FilterInput } from './FilterInput'
import { FINISHES, PURPOSES, REJECTIONS, type FilterName } from './filters'
import { FilterSelect, options } from './FilterSelect'
import { policyLabel } from './unitLabel'

interface Props {
  params: URLSearchParams
  set: (name: FilterName, value: string | null) => void
  policies: string[]
}

const NUMBERS: readonly (readonly [FilterName, string])[] = [
  ['step', 'Outer step'],
  ['set', 'Set'],
  ['repeat', 'Repeat'],
  ['rewardFrom', 'Reward from'],
  ['rewardTo', 'Reward to'],
  ['tokensFrom', 'Tokens from'],
  ['tokensTo', 'Tokens to'],
]

/** The filters that are needed less often. */
export function MoreFilters({ params, set, policies }: Props) {
  const field = (name: FilterName, label: string) => ({ label, value: params.get(name), onChange: (value: string | null) => set(name, value) })
  return (
    <SimpleGrid cols={{ base: 2, sm: 4, lg: 7 }} spacing="xs">
      <FilterSelect {...field('purpose', 'Sampled for')} data={options(PURPOSES)} />
      <FilterSelect {...field('policy', 'Policy')} data={policies.map((value) => ({ value, label: policyLabel(value) }))} />
      <FilterSelect {...field('finish', 'Finish reason')} data={options(FINISHES)} />
      <FilterSelect {...field('rejection', 'Rejected because')} data={options(REJECTIONS)} />
      <FilterInput {...field('problem', 'Problem')} placeholder="Its id" size="xs" />
      <FilterInput {...field('unit', 'Unit')} placeholder="t/0/write" size="xs" />
      {NUMBERS.map(([name, label]) => (
        <NumberInput
          key={name}
          label={label}
          placeholder="Any"
          size="xs"
          allowDecimal={name.startsWith('reward')}
          allowNegative={name.startsWith('reward')}
          hideControls
          value={params.get(name) ?? ''}
          onChange={(value) => set(name, value === '' ? null : String(value))}
        />
      ))}
    </SimpleGrid>
  )
}
