#!/usr/bin/env bash
# pint 0.25.3: a registry with non_int_type=Fraction, which the documentation offers for exact arithmetic, computes
# exactly, but a quantity or unit whose base units carry an exponent can't be printed: str() raises
# TypeError from Fraction.__format__. With Decimal the same lines print.
#
# Source: pint makes exponents of base units in the registry's number type as well; its formatters
# (delegates/formatter/_format_helpers.py) format them with a spec that Fraction does not take on Python 3.11.
#
# Seen on Python 3.11:
#   Fraction: 1 litre in root units has the magnitude 1/1000
#   str():    TypeError('unsupported format string passed to Fraction.__format__')
#   Decimal:  0.001 meter ** 3
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" install -q --disable-pip-version-check pint==0.25.3
"$work/env/bin/python" - <<'PYTHON'
import sys
from decimal import Decimal
from fractions import Fraction

import pint

assert sys.version_info[:2] == (3, 11), "seen on Python 3.11; Fraction's formats grew later"
exact = pint.UnitRegistry(non_int_type=Fraction).Quantity(Fraction(1), "liter").to_root_units()
print("Fraction, magnitude:", exact.magnitude)
assert exact.magnitude == Fraction(1, 1000)
try:
    print(str(exact))
    raise SystemExit("it prints now")
except TypeError as error:
    print("str():", repr(error))
decimal = pint.UnitRegistry(non_int_type=Decimal).Quantity(Decimal(1), "liter").to_root_units()
print("Decimal:", decimal)
assert str(decimal) == "0.001 meter ** 3"
print("as described")
PYTHON
