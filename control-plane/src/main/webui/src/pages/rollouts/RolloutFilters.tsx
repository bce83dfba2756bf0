import { Button, Checkbox, Group, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconAdjustmentsHorizontal, IconSearch } from '@tabler/icons-react'
import { Suspense } from 'react'
import { lazily } from '../../lib/lazily'
import { Loading } from '../../ui/Async'
import { FilterInput } from './FilterInput'
import { FilterSelect, options } from './FilterSelect'
import { VERDICTS, type FilterName } from './filters'

const MoreFilters = lazily(async () => ({ default: (await import('./MoreFilters')).MoreFilters }))

interface Props {
  params: URLSearchParams
  set: (name: FilterName, value: string | null) => void
  clear: () => void
  /** Policies of the run that sampled, as role/unit. */
  policies: string[]
}

const MORE: readonly FilterName[] = ['unit', 'purpose', 'step', 'set', 'repeat', 'policy', 'problem', 'rewardFrom', 'rewardTo', 'tokensFrom', 'tokensTo', 'finish', 'rejection']

/** The filters, all of which must hold. */
export function RolloutFilters({ params, set, clear, policies }: Props) {
  const used = MORE.filter((name) => params.has(name)).length
  const any = used > 0 || ['text', 'verdict', 'differ'].some((name) => params.has(name))
  const [opened, { toggle }] = useDisclosure(used > 0)
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
        <FilterSelect label="Verdict" data={options(VERDICTS)} value={params.get('verdict')} onChange={(value) => set('verdict', value)} />
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
      {opened && (
        <Suspense fallback={<Loading what="more filters" rows={1} />}>
          <MoreFilters params={params} set={set} policies={policies} />
        </Suspense>
      )}
    </Stack>
  )
}
