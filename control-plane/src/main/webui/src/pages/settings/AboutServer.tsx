import { Anchor } from '@mantine/core'
import { api } from '../../api/client'
import { Async } from '../../ui/Async'
import { Facts } from '../../ui/Facts'
import { Section } from '../../ui/Section'
import { Time } from '../../ui/Time'

/** Which build answers, with which schema of its database. */
export function AboutServer() {
  const server = api.useQuery('get', '/api/v1/server', {}, { staleTime: 60_000 })
  return (
    <Section title="Server">
      <Async query={server} what="the server's version" rows={1}>
        {({ version, schema, startedAt }) => (
          <Facts
            facts={[
              ['Version', version],
              ['Schema of the database', schema],
              ['Started', <Time key="started" at={startedAt} />],
              ['Address', window.location.origin],
              [
                'REST',
                <Anchor key="rest" href="/q/openapi?format=json" inherit>
                  OpenAPI document
                </Anchor>,
              ],
            ]}
          />
        )}
      </Async>
    </Section>
  )
}
