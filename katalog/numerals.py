"""Numbers as Indonesian documents print them: "1.000", "1,5", "1 1/3", "dua puluh lima"."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

MAX_DIGITS: Final = 9
"""A numeral of more digits is no amount that a document means."""

ONES: Final = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")

_GROUPED: Final = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_PLAIN: Final = re.compile(r"[0-9]+|0[.,][0-9]+|[0-9]+[.,](?![0-9]{3}$)[0-9]+")


def spell(number: int) -> str:
    """Say a whole number from 0 to 999 in Indonesian.

    Raises:
        ValueError: If the number lies outside 0 to 999.
    """
    if not 0 <= number <= 999:
        raise ValueError(f"cannot spell {number}")
    if number < 10:
        return ONES[number]
    if number < 20:
        return {10: "sepuluh", 11: "sebelas"}.get(number, f"{ONES[number % 10]} belas")
    count, rest = divmod(number, 100 if number >= 100 else 10)
    unit = "ratus" if number >= 100 else "puluh"
    head = f"se{unit}" if count == 1 else f"{ONES[count]} {unit}"
    return f"{head} {spell(rest)}" if rest else head


SPELLED: Final[Mapping[str, int]] = {spell(number): number for number in range(1000)}


def read_number(digits: str) -> Fraction | None:
    """Read one numeral: dots before groups of three are thousands, any other dot or comma is a decimal mark.

    Returns:
        The number; None for more than nine digits and for "1,000", which may be one or a thousand.
    """
    if len(digits) > 2 * MAX_DIGITS or sum(map(str.isdigit, digits)) > MAX_DIGITS:
        return None
    if _GROUPED.fullmatch(digits):
        return Fraction(digits.replace(".", "").replace(",", "."))
    return Fraction(digits.replace(",", ".")) if _PLAIN.fullmatch(digits) else None


def format_number(number: Fraction) -> str:
    """Write a number that is not negative: "1.000", "1,5", or "1 1/3" where two decimals do not hold it."""
    if number.denominator == 1:
        return f"{number.numerator:,}".replace(",", ".")
    if (number * 100).denominator == 1:
        whole, cents = divmod(int(number * 100), 100)
        decimals = f",{cents:02}".rstrip("0")
        return f"{whole:,}".replace(",", ".") + decimals
    whole, part = divmod(number, 1)
    return f"{format_number(Fraction(whole))} {part}" if whole else str(part)


def is_writable(number: Fraction) -> bool:
    """Whether `read_number` can read every numeral that `format_number` writes for this number."""
    if number.denominator == 1 and 0 <= number.numerator < 10**MAX_DIGITS:
        return True  # nearly every amount; the test below comes to the same
    return all(read_number(numeral) is not None for numeral in re.split("[ /]", format_number(number)))
