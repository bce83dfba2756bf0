import 'react'

declare module 'react' {
  interface CSSProperties {
    /** Strength of a reward cell's colour (rewards.css). */
    '--strength'?: string
  }
}
