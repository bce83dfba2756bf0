import { Group, Popover, Text, UnstyledButton } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import type { QueuedRun } from '../../api/types'
import shared from '../../ui/ui.module.css'
import { PlaceForm } from './PlaceForm'

/** Priority and pool of a waiting run, changed where they are shown. */
export function Place({ run, editable }: { run: QueuedRun; editable: boolean }) {
  const [opened, setOpened] = useState(false)
  const text = (
    <Text size="sm" span style={{ overflowWrap: 'anywhere' }}>
      {run.priority} in {run.pool}
    </Text>
  )
  if (!editable) return text
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus returnFocus withArrow shadow="md" width={260} position="bottom-start">
      <Popover.Target>
        <UnstyledButton
          className={shared.target}
          onClick={() => setOpened(!opened)}
          aria-label={`Priority ${run.priority}, pool ${run.pool}: change them for ${run.name} of ${run.experimentName}`}
        >
          <Group gap={4} wrap="nowrap">
            {text}
            <IconPencil size={14} aria-hidden opacity={0.6} />
          </Group>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>{opened && <PlaceForm id={run.id} close={() => setOpened(false)} />}</Popover.Dropdown>
    </Popover>
  )
}
