import { useEffect } from 'react'
import { useLocation } from 'react-router'
import { Page } from '../../ui/Page'
import { AboutServer } from './AboutServer'
import { Appearance } from './Appearance'
import { Glossary } from './Glossary'
import { Shortcuts } from './Shortcuts'

/** Brings the part that the address names into sight: the page is loaded after the address. */
function useHash() {
  const { hash } = useLocation()
  useEffect(() => {
    if (hash) document.getElementById(decodeURIComponent(hash.slice(1)))?.scrollIntoView({ block: 'start' })
  }, [hash])
}

/** What this browser shows and how, and the words of the paper. */
export default function SettingsPage() {
  useHash()
  return (
    <Page title="Settings" lead="Kept in this browser. Settings of experiments are on the page of each experiment.">
      <Appearance />
      <Shortcuts />
      <AboutServer />
      <Glossary />
    </Page>
  )
}
