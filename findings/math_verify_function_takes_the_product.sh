#!/usr/bin/env bash
# math-verify 0.9.0 (with latex2sympy2_extended 1.11.0): a function whose argument stands in braces takes
# the factors behind the braces as well. \log_{2}{8}\cdot 5 is log_2 40 and not 15, \ln{2}\cdot 3 is
# ln 6 and not 3 ln 2; with the factor in front, or the argument in round brackets, both are right.
# TeX authors write braces exactly to say where the argument ends.
#
# Source: in latex2sympy2_extended's grammar an argument without round brackets is a product ('mp_nofunc'),
# and a group in braces is only its first factor (latex2sympy2.py, convert_func_arg).
#
# Seen:
#   \log_{2}{8}\cdot 5    log(8*5, 2)   equal to 15: False
#   5\cdot\log_{2}{8}     5*log(8, 2)   equal to 15: True
#   \log_{2}(8)\cdot 5    equal to 15: True
#   \ln{2}\cdot 3         log(2*3, E)
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install -q --disable-pip-version-check \
  math-verify==0.9.0 latex2sympy2_extended==1.11.0 antlr4-python3-runtime==4.13.2 sympy==1.14.0
"$work/env/bin/python" - <<'PYTHON'
from math_verify import parse, verify


def is_15(term: str) -> bool:
    read = parse(f"${term}$")
    print(f"{term:24}", read[0], " equal to 15:", equal := verify(parse("$15$"), read))
    return equal


behind = is_15(r"\log_{2}{8}\cdot 5")
before = is_15(r"5\cdot\log_{2}{8}")
rounded = is_15(r"\log_{2}(8)\cdot 5")
print(r"\ln{2}\cdot 3", parse(r"$\ln{2}\cdot 3$")[0])
assert (behind, before, rounded) == (False, True, True)
assert str(parse(r"$\ln{2}\cdot 3$")[0]) == "log(2*3, E)"
print("as described")
PYTHON
