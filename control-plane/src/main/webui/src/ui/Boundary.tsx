import { Alert, Button, Text } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { loadAgain } from '../lib/lazily'

interface Props {
  /** The address that is shown; another one is tried again. */
  at: string
  children: ReactNode
}

/** A page that fails, or whose files are gone since the server was updated, says so and leaves the rest of the console usable. */
export class Boundary extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override componentDidUpdate({ at }: Props) {
    if (at === this.props.at || !this.state.error) return
    loadAgain()
    this.setState({ error: null })
  }

  override render() {
    const { error } = this.state
    if (error === null) return this.props.children
    return (
      <Alert role="alert" color="red" variant="light" title="This page could not be shown">
        <Text size="sm">{/dynamically imported module|Importing a module|preload/i.test(error.message) ? 'A part of the console could not be loaded: the control plane cannot be reached, or it was updated since this page was opened.' : error.message}</Text>
        <Button mt="xs" size="xs" variant="default" onClick={() => location.reload()}>
          Load it again
        </Button>
      </Alert>
    )
  }
}
