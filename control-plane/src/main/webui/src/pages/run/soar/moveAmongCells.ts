import type { KeyboardEvent } from 'react'

const SIDEWAYS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 }
const UPWARDS: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 }

/** Arrow keys go from a step's link through the cells of its students, and up and down between steps. */
export function moveAmongCells(event: KeyboardEvent<HTMLTableElement>) {
  const from = document.activeElement
  if (!(from instanceof HTMLAnchorElement) || !event.currentTarget.contains(from)) return
  const sideways = SIDEWAYS[event.key]
  const upwards = UPWARDS[event.key]
  if (sideways === undefined && upwards === undefined) return
  const row = from.closest('tr')
  const links = [...(row?.querySelectorAll('a') ?? [])]
  const to =
    sideways !== undefined
      ? links[links.indexOf(from) + sideways]
      : [...event.currentTarget.querySelectorAll('tbody tr')][[...event.currentTarget.querySelectorAll('tbody tr')].indexOf(row!) + upwards!]?.querySelectorAll('a')[links.indexOf(from)]
  if (!to) return
  event.preventDefault()
  to.focus()
}
