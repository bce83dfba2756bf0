import { Anchor, Text } from '@mantine/core'
import { Link } from 'react-router'
import shared from '../../ui/ui.module.css'

interface Props {
  run: { id: number; name: string; experimentId: number; experimentName: string }
}

/** A run and its experiment, each a link. */
export function RunName({ run }: Props) {
  return (
    <>
      <Anchor component={Link} to={`/runs/${run.id}`} size="sm" className={shared.target}>
        {run.name}
      </Anchor>
      <Text size="xs" style={{ overflowWrap: 'anywhere', minWidth: '12ch' }}>
        of{' '}
        <Anchor component={Link} to={`/experiments/${run.experimentId}`} size="xs" className={shared.target} display="inline">
          {run.experimentName} #{run.experimentId}
        </Anchor>
      </Text>
    </>
  )
}
