import { Group, MultiSelect, SegmentedControl, Select, Slider, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { useView } from './useView'

interface Props {
  options: ReturnType<typeof useView>
  /** Settings by which runs can be grouped. */
  paths: string[]
  /** The settings that are used. */
  by: string[] | null
  hasStudents: boolean
}

/** Grouping, bands, smoothing and axis; all of it is kept in the address. */
export function ViewOptions({ options: { view, setGroup, setSpread, setSmooth, setOver }, paths, by, hasStudents }: Props) {
  const [weight, setWeight] = useState(view.smooth)
  const mode = view.group === undefined ? 'auto' : view.group === null ? 'none' : 'chosen'
  return (
    <Group align="flex-end" gap="lg">
      <Select
        label="Average over seeds"
        w={250}
        value={mode}
        allowDeselect={false}
        data={[
          { value: 'auto', label: 'Of runs with equal settings' },
          { value: 'chosen', label: 'By chosen settings' },
          { value: 'none', label: 'No, show every run' },
        ]}
        onChange={(value) => setGroup(value === 'auto' ? null : value === 'none' ? 'none' : (by ?? []).join(',') || ',')}
      />
      {mode === 'chosen' && (
        <MultiSelect
          label="One group for each value of"
          placeholder={by?.length ? '' : 'nothing: all runs together'}
          miw={240}
          maw={420}
          searchable
          limit={100}
          data={paths}
          value={by ?? []}
          onChange={(value) => setGroup(value.join(',') || ',')}
        />
      )}
      <Stack gap={4}>
        <Text size="sm" fw={500} id="bands">
          Bands
        </Text>
        <SegmentedControl
          aria-labelledby="bands"
          size="xs"
          value={view.spread}
          data={[
            { value: 'sd', label: '± SD' },
            { value: 'range', label: 'min to max' },
            { value: 'none', label: 'none' },
          ]}
          onChange={(value) => setSpread(value === 'sd' ? null : value)}
        />
      </Stack>
      <Stack gap={4} w={180}>
        <Text size="sm" fw={500}>
          Smoothing: {weight === 0 ? 'none' : weight}
        </Text>
        <Slider
          thumbLabel="Smoothing"
          size="sm"
          thumbSize={24}
          min={0}
          max={0.98}
          step={0.02}
          label={null}
          value={weight}
          onChange={(value) => setWeight(rounded(value))}
          onChangeEnd={(value) => setSmooth(value === 0 ? null : String(rounded(value)))}
        />
      </Stack>
      {hasStudents && (
        <Stack gap={4}>
          <Text size="sm" fw={500} id="axis">
            Students over
          </Text>
          <SegmentedControl
            aria-labelledby="axis"
            size="xs"
            value={view.over}
            data={[
              { value: 'outer-step', label: 'outer steps' },
              { value: 'step', label: 'optimizer steps' },
            ]}
            onChange={(value) => setOver(value === 'outer-step' ? null : value)}
          />
        </Stack>
      )}
    </Group>
  )
}

const rounded = (value: number) => Math.round(value * 100) / 100
