import { useLocalStorage } from '@mantine/hooks'
import { useEffect } from 'react'

export type Density = 'normal' | 'dense'

/** How much room the rows of tables have; kept in the browser, and marked on the document for the style sheets. */
export function useDensity(): [Density, (density: Density) => void] {
  const [density, setDensity] = useLocalStorage<Density>({ key: 'cairn-density', defaultValue: 'normal', getInitialValueInEffect: false })
  useEffect(() => {
    document.documentElement.dataset.density = density
  }, [density])
  return [density, setDensity]
}
