import { SegmentedControl, Stack, Text, useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import { momentInFull } from '../../lib/format'
import { useDensity, type Density } from '../../ui/useDensity'
import { Section } from '../../ui/Section'

const THEMES: { value: MantineColorScheme; label: string }[] = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'As the system' },
]
const DENSITIES: { value: Density; label: string }[] = [
  { value: 'normal', label: 'Normal' },
  { value: 'dense', label: 'Dense' },
]

function Choice({ label, hint, children }: { label: string; hint?: ReactNode; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <Stack gap={4} align="flex-start">
      <Text size="sm" fw={600} id={id}>
        {label}
      </Text>
      {children(id)}
      {hint && (
        <Text size="sm" c="dimmed">
          {hint}
        </Text>
      )}
    </Stack>
  )
}

function TimeZone() {
  const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions()
  const now = momentInFull(Date.now())
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        Time zone
      </Text>
      <Text size="sm">
        {timeZone}, written for {locale}: it is {now}.
      </Text>
      <Text size="sm" c="dimmed">
        All times are shown in this browser&apos;s time zone; hovering over one shows it in full.
      </Text>
    </Stack>
  )
}

export function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const [density, setDensity] = useDensity()
  return (
    <Section title="Appearance">
      <Choice label="Theme">
        {(id) => <SegmentedControl aria-labelledby={id} data={THEMES} value={colorScheme} onChange={(next) => setColorScheme(next as MantineColorScheme)} />}
      </Choice>
      <Choice label="Rows of tables" hint="Dense rows show about a third more of a table at once.">
        {(id) => <SegmentedControl aria-labelledby={id} data={DENSITIES} value={density} onChange={(next) => setDensity(next as Density)} />}
      </Choice>
      <TimeZone />
    </Section>
  )
}
