import { Anchor, Group } from '@mantine/core'
import { Link } from 'react-router'
import type { Run } from '../../api/types'
import { SqlLink } from '../../ui/SqlLink'
import classes from '../../ui/ui.module.css'

const VIEWS: Record<Run['kind'], string> = { soar: 'outer_steps', screen: 'screenings', sample: 'sampled_questions', train: 'training_steps', evaluate: 'evaluation_problems' }

/** Where else a run is shown. */
export function RunLinks({ run: { id, experimentId, kind } }: { run: Run }) {
  const links: [string, string][] = [
    ['Experiment', `/experiments/${experimentId}`],
    ['Rollouts', `/rollouts?run=${id}`],
    ['Policies', `/policies?run=${id}`],
    ['Log', `/runs/${id}/logs`],
  ]
  return (
    <Group gap="md">
      {links.map(([label, to]) => (
        <Anchor key={label} component={Link} to={to} size="sm" className={classes.target}>
          {label}
        </Anchor>
      ))}
      <SqlLink sql={`select * from history.${VIEWS[kind]}\nwhere run_id = ${id}`} />
    </Group>
  )
}
