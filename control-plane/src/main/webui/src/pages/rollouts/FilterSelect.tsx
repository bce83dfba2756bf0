import { Select, type SelectProps } from '@mantine/core'

export const options = (names: Record<string, string>) => Object.entries(names).map(([value, label]) => ({ value, label }))

interface Props extends Pick<SelectProps, 'label' | 'value' | 'onChange'> {
  data: { value: string; label: string }[]
}

/** One of several values, or any. */
export function FilterSelect({ data, ...select }: Props) {
  return <Select placeholder="Any" data={data} clearable size="xs" searchable={data.length > 8} {...select} />
}
