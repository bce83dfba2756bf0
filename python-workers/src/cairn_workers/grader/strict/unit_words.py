"""Which words are units, and what pint calls them.

Only these words are units: pint reads far more, `unit` as a micro-nit for one.
"""

import re

_SHORT = {
    "m": "meter", "cm": "centimeter", "mm": "millimeter", "km": "kilometer", "dm": "decimeter",
    "nm": "nanometer", "in": "inch", "ft": "foot", "yd": "yard", "mi": "mile", "g": "gram",
    "kg": "kilogram", "mg": "milligram", "lb": "pound", "lbs": "pound", "oz": "ounce",
    "s": "second", "sec": "second", "secs": "second", "ms": "millisecond", "min": "minute",
    "mins": "minute", "h": "hour", "hr": "hour", "hrs": "hour", "yr": "calendar_year",
    "yrs": "calendar_year",
    "L": "liter", "l": "liter", "mL": "milliliter", "ml": "milliliter", "cL": "centiliter",
    "cl": "centiliter", "dL": "deciliter", "gal": "gallon", "qt": "quart", "pt": "pint",
    "cc": "cubic_centimeter", "N": "newton", "J": "joule", "kJ": "kilojoule", "W": "watt",
    "kW": "kilowatt", "V": "volt", "A": "ampere", "Hz": "hertz", "Pa": "pascal",
    "kPa": "kilopascal", "K": "kelvin", "mol": "mole", "eV": "electron_volt", "T": "tesla",
    "C": "coulomb", "F": "farad", "rad": "radian", "ha": "hectare", "kWh": "kilowatt_hour",
    "rpm": "cycle_per_minute", "mph": "mile/hour", "kmph": "kilometer/hour",
    "kph": "kilometer/hour", "kmh": "kilometer/hour", "cal": "calorie", "kcal": "kilocalorie",
    "atm": "atmosphere", "AU": "astronomical_unit", "pc": "parsec", "ly": "light_year",
    "MW": "megawatt", "mW": "milliwatt", "GW": "gigawatt", "kV": "kilovolt", "mV": "millivolt",
    "mA": "milliampere", "kHz": "kilohertz", "MHz": "megahertz", "GHz": "gigahertz",
    "MJ": "megajoule", "mJ": "millijoule", "MPa": "megapascal", "mPa": "millipascal",
    "mN": "millinewton", "MN": "meganewton", "kN": "kilonewton", "mmol": "millimole",
    "Mm": "megameter", "Mg": "megagram", "keV": "kiloelectron_volt",
    "MeV": "megaelectron_volt", "GeV": "gigaelectron_volt",
    "USD": "dollar", "usd": "dollar", "EUR": "euro", "€": "euro", "£": "sterling",
    "GBP": "sterling", "Rs": "rupee", "rs": "rupee", "°": "degree",
}  # fmt: skip
_LONG = {
    "meter", "metre", "centimeter", "centimetre", "millimeter", "millimetre", "kilometer",
    "kilometre", "decimeter", "decimetre", "inch", "foot", "yard", "mile", "gram", "kilogram",
    "milligram", "pound", "ounce", "ton", "tonne", "second", "millisecond", "minute", "hour",
    "day", "week", "fortnight", "liter", "litre", "milliliter", "millilitre", "gallon", "quart",
    "pint", "cup", "tablespoon", "teaspoon", "newton", "joule", "watt", "kilowatt", "volt",
    "ampere", "amp", "ohm", "hertz", "pascal", "kelvin", "mole", "coulomb", "farad", "tesla",
    "radian", "acre", "hectare", "knot", "calorie", "degree", "century", "decade",
    "dollar", "euro", "rupee", "yuan", "yen",
}  # fmt: skip
_IRREGULAR = {
    "feet": "foot", "inches": "inch", "cent": "us_cent", "penny": "us_cent", "pennies": "us_cent",
    "buck": "dollar", "centuries": "century", "kilo": "kilogram", "metre": "meter",
    "litre": "liter", "centimetre": "centimeter", "millimetre": "millimeter",
    "kilometre": "kilometer", "decimetre": "decimeter", "millilitre": "milliliter",
    "amp": "ampere", "months": "calendar_month", "month": "calendar_month",
    "years": "calendar_year", "year": "calendar_year", "celsius": "degree_Celsius",
    "fahrenheit": "degree_Fahrenheit",
}  # fmt: skip
_COUNTS = {
    "dozen": 12, "pair": 2, "score": 20, "gross": 144, "hundred": 100, "thousand": 1000,
    "million": 10**6, "billion": 10**9, "trillion": 10**12, "couple": 2,
    "lakh": 10**5, "crore": 10**7,
}  # fmt: skip
_NEUTRAL = {
    "unit", "of", "and", "the", "a", "an", "total", "each", "exactly", "about", "altogether",
}  # fmt: skip
# Words that change what a number says.
_REFUSED = {
    "or", "not", "more", "less", "least", "most", "than", "over", "above", "below", "is", "are",
    "if", "but", "minus", "plus", "times", "to", "nor", "mod", "modulo", "remainder", "half",
    "wrong", "maybe", "almost", "under", "between", "except", "no", "never", "only", "when",
    "where", "for", "with", "without", "because", "since", "was", "be", "should", "could",
    "halves", "thirds", "fourths", "fifths", "sixths", "sevenths", "eighths", "ninths", "tenths",
    "quarter", "quarters", "hundredths", "thousandths", "millionths", "squared", "cubed",
    "factorial", "negative", "root",
    "pi", "fewer", "double", "twice", "triple", "googol", "bn", "mil", "permille", "ppm", "ppb",
    "basis", "base", "binary", "octal", "hex", "hexadecimal",
}  # fmt: skip
_SCALES = {"k", "M", "B"}  # letters for a thousand, a million and a billion
# Letters of a term that are hardly ever variables; a unit if the other side says that unit.
LETTERS = {"K": "kelvin", "V": "volt", "W": "watt", "J": "joule", "Omega": "ohm"}
CYCLES = {"hertz", "kilohertz", "megahertz", "gigahertz", "cycle_per_minute"}
ANGLES = {"radian", "degree"}
# Right after a number without \text; any of these as a product of letters is hardly written so.
_BARE = {
    "cm", "mm", "km", "kg", "ft", "lb", "lbs", "hr", "hrs", "min", "mins", "mph", "kmph", "sec",
    "mL", "kWh", "kPa", "Hz", "mol",
}  # fmt: skip


def knows(word: str) -> bool:
    """Whether a bare word after a number is a unit or number word, not a product of letters."""
    lower = word.lower()
    if len(word) < 2:
        return False
    if word in _BARE:
        return True
    if len(word) < 4:
        return lower in ("day", "cup", "ton", "yen")
    return (
        singular(lower) in _LONG
        or lower in _IRREGULAR
        or singular(lower) in _COUNTS
        or singular(lower) in _IRREGULAR
    )


def name(word: str) -> str:
    """What pint calls a word; a noun that is not a unit gets a `#`."""
    lower = word.lower()
    if re.fullmatch(r"[ap]\.?\s?m\.?", lower):
        return "#" + lower[0] + "m"  # a time of day
    if word in _SHORT:
        return _SHORT[word]
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    single = singular(lower)
    if single in _IRREGULAR:
        return _IRREGULAR[single]
    if single in _LONG:
        return single
    if not word[1:].islower():
        return "#" + word  # an abbreviation: MW is not mW
    return "#" + single  # a noun: apples, students


def singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        return word[:-1]
    return word


def count(word: str) -> int | None:
    """How many a number word says: dozen, pair, million."""
    lower = word.lower()
    return _COUNTS.get(lower, _COUNTS.get(lower.removesuffix("s")))


def refused(text: str) -> str | None:
    """A word that no unit has and that makes another statement of the number."""
    words = re.findall(r"[A-Za-z]+", text)
    return next((w for w in words if w.lower() in _REFUSED or w in _SCALES), None)


def is_neutral(word: str) -> bool:
    """A word that says nothing about what is counted: units, of, the."""
    return singular(word) in _NEUTRAL
