#!/usr/bin/env bash
# math-verify 0.9.0 (with latex2sympy2_extended 1.11.0): the double factorial is read as the factorial of a
# factorial. 7!! is 7*5*3*1 = 105 in every textbook and in sympy (factorial2); it becomes (7!)!, a
# number of 16,474 digits, so the right answer 105 is not verified. 5!! is 15 and becomes 120!.
#
# Source: latex2sympy2.py applies sympy.factorial once per '!' that follows the base.
#
# Seen:
#   parse('$5!!$')        [factorial(factorial(5)), '5!!']
#   verify(5!!, 15)       False
#   sympy.factorial2(5)   15
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install -q --disable-pip-version-check \
  math-verify==0.9.0 latex2sympy2_extended==1.11.0 antlr4-python3-runtime==4.13.2 sympy==1.14.0
"$work/env/bin/python" - <<'PYTHON'
import sympy
from math_verify import parse, verify

read = parse("$5!!$")
print("parse 5!!:", read)
equal = verify(read, parse("$15$"))
print("verify(5!!, 15):", equal, " sympy.factorial2(5):", sympy.factorial2(5))
assert str(read[0]) == "factorial(factorial(5))"
assert not equal
assert sympy.factorial2(5) == 15
print("as described")
PYTHON
