import { Anchor, Breadcrumbs, Group, Stack, Text, Title } from '@mantine/core'
import { useEffect, useRef, type ReactNode } from 'react'
import { Link } from 'react-router'
import { useTitle } from './useTitle'
import classes from './ui.module.css'

interface Props {
  title: ReactNode
  /** The tab's title, where the page's is not plain text or must say more. */
  tab?: string
  /** The pages above this one: [label, address]. */
  above?: [string, string][]
  /** One or two sentences under the title. */
  lead?: ReactNode
  /** How fresh the data is. */
  freshness?: ReactNode
  /** Buttons, at the right. */
  actions?: ReactNode
  children?: ReactNode
}

/** A page: where it is, its one h1 (which gets the focus after navigation), its actions, its content. */
export function Page({ title, tab, above = [], lead, freshness, actions, children }: Props) {
  useTitle(tab ?? (typeof title === 'string' ? title : 'Cairn'))
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // Not on the first load, where the browser has its own place for the focus.
    if (document.activeElement === document.body && window.history.state?.idx > 0) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <Stack gap="md">
      <div>
        {above.length > 0 && (
          <nav aria-label="Breadcrumb">
            <Breadcrumbs mb={4} style={{ flexWrap: 'wrap' }}>
              {above.map(([label, to]) => (
                <span key={to}>
                  <Anchor component={Link} to={to} size="sm" className={`${classes.target} ${classes.crumb}`}>
                    {label}
                  </Anchor>
                </span>
              ))}
            </Breadcrumbs>
          </nav>
        )}
        <Group justify="space-between" align="flex-start" gap="sm">
          <Group gap="md" align="center">
            <Title order={1} ref={heading} tabIndex={-1} className={classes.heading}>
              {title}
            </Title>
            {freshness}
          </Group>
          {actions && <Group gap="xs">{actions}</Group>}
        </Group>
        {lead && (
          <Text c="dimmed" size="sm" mt={4} maw="80ch" style={{ textWrap: 'pretty' }}>
            {lead}
          </Text>
        )}
      </div>
      {children}
    </Stack>
  )
}
