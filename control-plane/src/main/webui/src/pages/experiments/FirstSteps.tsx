import { Button, Code, Group, List, Text } from '@mantine/core'
import { IconFlask, IconPlus } from '@tabler/icons-react'
import { Link } from 'react-router'
import { Empty } from '../../ui/Async'
import { useRole } from '../../ui/useRole'

/** A new installation: what to do first. */
export function FirstSteps() {
  const maySubmit = useRole('operator')
  return (
    <Empty title="No experiments yet" icon={<IconFlask size={32} stroke={1.4} aria-hidden />}>
      <List type="ordered" size="sm" spacing="xs" mb="md">
        <List.Item>
          Submit the preset <Code>chains</Code>: a small world in which students are promoted within minutes, on a CPU.
        </List.Item>
        <List.Item>Watch its rewards rise above tau on the experiment&apos;s page, and read what the teacher wrote.</List.Item>
        <List.Item>
          <Link to="/problem-sets">Upload your own problems</Link>, and submit an experiment over them.
        </List.Item>
      </List>
      {maySubmit ? (
        <Group justify="center">
          <Button component={Link} to="/experiments/new" leftSection={<IconPlus size={16} aria-hidden />}>
            New experiment
          </Button>
        </Group>
      ) : (
        <Text size="sm" c="dimmed">
          Your role may not submit experiments; an operator or an admin can.
        </Text>
      )}
      <Text size="sm" c="dimmed" mt="sm" ta="center">
        At the terminal, <Code>ops/run</Code> does the first two.
      </Text>
    </Empty>
  )
}
