import { Anchor, Text } from '@mantine/core'
import { Link } from 'react-router'
import { Cut } from '../../ui/Cut'
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
      <Text size="xs" display="flex" maw="28ch" style={{ alignItems: 'center' }}>
        <span className={shared.kept}>of </span>
        <Anchor
          component={Link}
          to={`/experiments/${run.experimentId}`}
          size="xs"
          miw={0}
          className={shared.target}
          title={run.experimentName}
          aria-label={`${run.experimentName} #${run.experimentId}`}
        >
          <Cut text={run.experimentName} />
          <span className={shared.kept}> #{run.experimentId}</span>
        </Anchor>
      </Text>
    </>
  )
}
