"""The command line over Cairn's REST API; needs the standard library only."""
