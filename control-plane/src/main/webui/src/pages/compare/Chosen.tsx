import { Anchor, Button, CloseButton, Group, Paper } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Experiment } from '../../api/types'
import { StateBadge } from '../../ui/StateBadge'
import ui from '../../ui/ui.module.css'

/** More are folded away. */
const FEW = 8

/** The compared experiments, each with a way to take it out. */
export function Chosen({ experiments, remove }: { experiments: Experiment[]; remove: (id: number) => void }) {
  const [all, setAll] = useState(false)
  const shown = all ? experiments : experiments.slice(0, FEW)
  return (
    <Group gap="xs" component="ul" m={0} p={0} style={{ listStyle: 'none' }} aria-label="Compared experiments">
      {shown.map(({ id, name, seed, state }) => (
        <Paper key={id} component="li" withBorder px="xs" py={2}>
          <Group gap={6} wrap="nowrap">
            <Anchor component={Link} to={`/experiments/${id}`} size="sm" className={ui.target} style={{ overflowWrap: 'anywhere' }}>
              {name.length > 60 ? `${name.slice(0, 59)}…` : name} #{id}, seed {seed}
            </Anchor>
            <StateBadge state={state} />
            <CloseButton size={26} iconSize={16} aria-label={`Take ${name} #${id} out of the comparison`} onClick={() => remove(id)} />
          </Group>
        </Paper>
      ))}
      {experiments.length > FEW && (
        <li>
          <Button size="compact-sm" variant="subtle" onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show all ${experiments.length}`}
          </Button>
        </li>
      )}
    </Group>
  )
}
