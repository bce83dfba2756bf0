import { Button, Kbd } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useNavigate, useSearchParams } from 'react-router'
import type { OuterStep } from '../../api/types'

/** To the step before and the step after, by button or by the keys P and N. */
export function StepButtons({ runId, t, steps }: { runId: number; t: number; steps: OuterStep[] }) {
  const navigate = useNavigate()
  const [params] = useSearchParams()
  const has = (step: number) => steps.some(({ outerStep }) => outerStep === step)
  const go = (step: number) => has(step) && void navigate(`/runs/${runId}/steps/${step}${params.get('maths') === 'raw' ? '?maths=raw' : ''}`)
  useHotkeys([
    ['p', () => go(t - 1)],
    ['n', () => go(t + 1)],
  ])
  return (
    <Button.Group>
      <Button size="xs" variant="default" disabled={!has(t - 1)} leftSection={<IconChevronLeft size={14} aria-hidden />} rightSection={<Kbd size="xs">P</Kbd>} aria-keyshortcuts="P" onClick={() => go(t - 1)}>
        Previous
      </Button>
      <Button size="xs" variant="default" disabled={!has(t + 1)} rightSection={<IconChevronRight size={14} aria-hidden />} leftSection={<Kbd size="xs">N</Kbd>} aria-keyshortcuts="N" onClick={() => go(t + 1)}>
        Next
      </Button>
    </Button.Group>
  )
}
