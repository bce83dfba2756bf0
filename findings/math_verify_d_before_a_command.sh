#!/usr/bin/env bash
# math-verify 0.9.0 (with latex2sympy2_extended 1.11.0): a variable d before a LaTeX command is read
# together with it as a differential. d\cdot x becomes the one symbol 'dcdot' times x, so the
# product is not equal to xd, whose factors are the same.
#
# Source: latex2sympy2_extended's token DIFFERENTIAL is 'd' and any letter or command; where it stands
# as an atom, latex2sympy2.py makes Symbol('d' + name) of it, outside integrals and derivatives, too.
#
# Seen:
#   parse('$d\cdot x$')       [dcdot*x, 'd\\cdot x']
#   parse('$xd$')             [d*x, 'xd']
#   verify(xd, d\cdot x)      False
#   verify(xc, c\cdot x)      True
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install -q --disable-pip-version-check \
  math-verify==0.9.0 latex2sympy2_extended==1.11.0 antlr4-python3-runtime==4.13.2 sympy==1.14.0
"$work/env/bin/python" - <<'PYTHON'
from math_verify import parse, verify

read = parse(r"$d\cdot x$")
print("parse d\\cdot x:", read)
print("parse xd:", parse(r"$xd$"))
with_d = verify(parse(r"$xd$"), read)
with_c = verify(parse(r"$xc$"), parse(r"$c\cdot x$"))
print("verify with d:", with_d, " with c:", with_c)
names = {symbol.name for symbol in read[0].free_symbols}
assert names == {"dcdot", "x"}, names
assert (with_d, with_c) == (False, True)
print("as described")
PYTHON
