"""Studies: the same experiment with several seeds and variants, and the table of what came out.

A study is a JSON file. `definition` reads it, `table` computes over seeds, `formats` writes the
table; the command is `cairn_cli.commands.study`. The files in this folder come with Cairn.
"""
