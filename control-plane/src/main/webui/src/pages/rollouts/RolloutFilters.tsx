import { Button, Checkbox, Collapse, Group, NumberInput, Select, SimpleGrid, Stack, type SelectProps } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconAdjustmentsHorizontal, IconSearch } from '@tabler/icons-react'
import { FilterInput } from './FilterInput'
import { FINISHES, PURPOSES, REJECTIONS, VERDICTS, type FilterName } from './filters'
import { policyLabel } from './unitLabel'

interface Props {
  params: URLSearchParams
  set: (name: FilterName, value: string | null) => void
  clear: () => void
  /** Policies of the run that sampled, as role/unit. */
  policies: string[]
}

const MORE: readonly FilterName[] = ['unit', 'purpose', 'step', 'set', 'repeat', 'policy', 'problem', 'rewardFrom', 'rewardTo', 'tokensFrom', 'tokensTo', 'finish', 'rejection']
const NUMBERS: readonly (readonly [FilterName, string])[] = [
  ['step', 'Outer step'],
  ['set', 'Set'],
  ['repeat', 'Repeat'],
  ['rewardFrom', 'Reward from'],
  ['rewardTo', 'Reward to'],
  ['tokensFrom', 'Tokens from'],
  ['tokensTo', 'Tokens to'],
]

const options = (names: Record<string, string>) => Object.entries(names).map(([value, label]) => ({ value, label }))

/** The filters, all of which must hold. */
export function RolloutFilters({ params, set, clear, policies }: Props) {
  const used = MORE.filter((name) => params.has(name)).length
  const any = used > 0 || ['text', 'verdict', 'differ'].some((name) => params.has(name))
  const [opened, { toggle }] = useDisclosure(used > 0)
  const select = (name: FilterName, label: string, data: SelectProps['data']) => (
    <Select label={label} placeholder="Any" data={data ?? []} value={params.get(name)} onChange={(value) => set(name, value)} clearable size="xs" searchable={(data?.length ?? 0) > 8} />
  )
  return (
    <Stack gap="xs" role="search" aria-label="Filters of rollouts">
      <Group align="flex-end" gap="sm">
        <FilterInput
          label="Text"
          placeholder="Part of a completion"
          leftSection={<IconSearch size={14} aria-hidden />}
          size="xs"
          w={260}
          value={params.get('text')}
          onChange={(value) => set('text', value)}
        />
        {select('verdict', 'Verdict', options(VERDICTS))}
        <Checkbox label="The two rules disagree" size="xs" mb={6} checked={params.get('differ') === 'true'} onChange={(event) => set('differ', event.currentTarget.checked ? 'true' : null)} />
        <Button size="xs" variant="default" onClick={toggle} aria-expanded={opened} leftSection={<IconAdjustmentsHorizontal size={14} aria-hidden />}>
          More filters{used > 0 && ` (${used})`}
        </Button>
        {any && (
          <Button size="xs" variant="subtle" onClick={clear}>
            Clear filters
          </Button>
        )}
      </Group>
      <Collapse expanded={opened}>
        <SimpleGrid cols={{ base: 2, sm: 4, lg: 7 }} spacing="xs">
          {select('purpose', 'Sampled for', options(PURPOSES))}
          {select('policy', 'Policy', policies.map((value) => ({ value, label: policyLabel(value) })))}
          {select('finish', 'Finish reason', options(FINISHES))}
          {select('rejection', 'Rejected because', options(REJECTIONS))}
          <FilterInput label="Problem" placeholder="Its id" size="xs" value={params.get('problem')} onChange={(value) => set('problem', value)} />
          <FilterInput label="Unit" placeholder="t/0/write" size="xs" value={params.get('unit')} onChange={(value) => set('unit', value)} />
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
      </Collapse>
    </Stack>
  )
}
