import { Anchor, Button, CopyButton, Group, List, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from 'react-router'
import { submitCommand } from '../../lib/command'
import { Section } from '../../ui/Section'
import { useRole } from '../../ui/useRole'
import classes from './overview.module.css'

function Command({ text }: { text: string }) {
  return (
    <div className={classes.command}>
      <code>{text}</code>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button size="compact-xs" variant="subtle" onClick={copy} aria-label={copied ? 'Copied' : `Copy ${text}`}>
            {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
      </CopyButton>
    </div>
  )
}

/** What to do first, for somebody who has just installed Cairn. */
export function FirstSteps() {
  const operator = useRole('operator')
  const submit = submitCommand(window.location.origin)
  return (
    <Section title="Start here">
      <Text size="sm" maw="80ch">
        There is no experiment yet. The preset chains is a small world with a real language model of 163,000 parameters. It runs for some minutes on two cores, and
        students are promoted within it. It shows how the method runs; it does not show that the teacher learns.
      </Text>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Stack gap="xs">
          <Title order={3}>In the console</Title>
          {operator ? (
            <>
              <List type="ordered" size="sm" spacing={4}>
                <List.Item>Open New experiment with the preset chains. Every setting has a default.</List.Item>
                <List.Item>Submit it. This page then shows its progress, and the page of the experiment its rewards.</List.Item>
              </List>
              <Group>
                <Button component={Link} to="/experiments/new?preset=chains" size="sm" leftSection={<IconPlus size={16} aria-hidden />}>
                  New experiment with chains
                </Button>
              </Group>
            </>
          ) : (
            <Text size="sm">Your role may look at experiments but not submit them. Ask an admin for a token of the role operator.</Text>
          )}
        </Stack>
        <Stack gap="xs">
          <Title order={3}>In the terminal</Title>
          <Text size="sm">In the directory of the clone, on the machine that runs Cairn:</Text>
          <Command text={`${submit} --follow`} />
          <Text size="sm">What it would run and cost, without submitting it:</Text>
          <Command text={`${submit} --validate-only`} />
        </Stack>
      </SimpleGrid>
      <Text size="sm">
        Own problems come first? Add them under{' '}
        <Anchor component={Link} to="/problem-sets">
          Problem sets
        </Anchor>
        .
      </Text>
    </Section>
  )
}
