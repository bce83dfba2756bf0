import { Kbd, Table } from '@mantine/core'
import { Fragment } from 'react'
import { Section } from '../../ui/Section'

const SHORTCUTS: [keys: string[][], what: string][] = [
  [[['Ctrl', 'K'], ['⌘', 'K'], ['/']], 'Search, or go to a page, an experiment or a run by its number'],
  [[['Tab'], ['Shift', 'Tab']], 'To the next or previous control; the first Tab of a page offers to skip the navigation'],
  [[['↑'], ['↓']], 'Move in lists, menus and the search; scroll a table that has the focus'],
  [[['Enter'], ['Space']], 'Press what has the focus'],
  [[['Esc']], 'Close a dialog or a menu, and change nothing'],
]

export function Shortcuts() {
  return (
    <Section title="Keyboard">
      <Table withRowBorders verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Keys</Table.Th>
            <Table.Th>What they do</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {SHORTCUTS.map(([alternatives, what]) => (
            <Table.Tr key={what}>
              <Table.Td>
                {alternatives.map((keys, i) => (
                  <Fragment key={keys.join('+')}>
                    {i > 0 && ' or '}
                    {keys.map((key, n) => (
                      <Fragment key={key}>
                        {n > 0 && '+'}
                        <Kbd>{key}</Kbd>
                      </Fragment>
                    ))}
                  </Fragment>
                ))}
              </Table.Td>
              <Table.Td>{what}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  )
}
