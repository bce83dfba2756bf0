import { Anchor, Text } from '@mantine/core'
import { Link } from 'react-router'
import { Page } from '../ui/Page'

export function NotFoundPage() {
  return (
    <Page title="There is no page at this address">
      <Text>
        Go to the{' '}
        <Anchor component={Link} to="/experiments">
          experiments
        </Anchor>
        , or press Ctrl+K and type where you want to go.
      </Text>
    </Page>
  )
}
