import { Group, Text } from '@mantine/core'
import { api } from '../../api/client'
import { count, number, percent } from '../../lib/format'
import { Async } from '../../ui/Async'
import { HostileText } from '../../ui/text/HostileText'
import classes from './rollouts.module.css'

interface Token {
  id: number
  text: string | null
  logprob: number
}

/** The tokens of a completion, the darker the less likely each was when it was sampled. */
export function Tokens({ run, unit, ordinal }: { run: number; unit: string; ordinal: number }) {
  const query = api.useQuery('get', '/api/v1/runs/{id}/rollouts/{unit}/{ordinal}/tokens', { params: { path: { id: run, unit, ordinal } } })
  return (
    <Async query={query} what="the tokens">
      {({ items }) => {
        const mean = items.reduce((sum, { logprob }) => sum + logprob, 0) / Math.max(1, items.length)
        return (
          <>
            <Group gap="md" mb={4}>
              <Text size="xs" c="dimmed">
                {count(items.length)} tokens, mean log-probability {number(mean)}. Kept until the teacher has learned from them.
              </Text>
              <Legend />
            </Group>
            <div className={classes.text}>
              {items.map((token, i) => (
                <TokenText key={i} token={token} />
              ))}
            </div>
            <details>
              <summary className={classes.summary}>The ten least likely tokens</summary>
              <ol>
                {[...items.entries()]
                  .sort(([, a], [, b]) => a.logprob - b.logprob)
                  .slice(0, 10)
                  .map(([place, token]) => (
                    <li key={place}>
                      <HostileText inline text={JSON.stringify(token.text ?? token.id)} />, token {place}: {says(token)}
                    </li>
                  ))}
              </ol>
            </details>
          </>
        )
      }}
    </Async>
  )
}

const says = ({ logprob }: Token) => `probability ${percent(Math.exp(logprob))}, log-probability ${number(logprob)}`

/** Strength of the colour: none for what was certain, full from one in a hundred. */
const strength = (logprob: number) => Math.min(1, -logprob / Math.log(100))

const colour = (logprob: number) => `color-mix(in srgb, var(--cairn-token) ${Math.round(45 * strength(logprob))}%, transparent)`

function TokenText({ token }: { token: Token }) {
  const text = token.text ?? `⟨${token.id}⟩`
  return (
    <span className={classes.token} style={{ background: colour(token.logprob) }} title={`${says(token)}, id ${token.id}`}>
      <HostileText inline text={text.replace(/\n/g, '↵\n')} />
    </span>
  )
}

function Legend() {
  return (
    <Text size="xs" component="span">
      {[1, 0.3, 0.1, 0.01].map((probability) => (
        <span key={probability} className={classes.token} style={{ background: colour(Math.log(probability)), padding: '0 6px' }}>
          {percent(probability, 0)}
        </span>
      ))}
    </Text>
  )
}
