"""How all pictures look: fonts, sizes, and one colour per policy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from warnings import catch_warnings, filterwarnings
from zlib import crc32

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator
from matplotlib.typing import RcKeyType

from cairn_cli.text import clean, cut

WIDTH = 7.2  # inches, the text width of most papers
LONGEST_TITLE = 72
LONGEST_VARIANT = 18  # in the title of a panel
MINUS = "\N{MINUS SIGN}"

# Okabe and Ito's colours, which people with colour blindness tell apart.
BLACK, ORANGE, SKY, GREEN = "#000000", "#E69F00", "#56B4E9", "#009E73"
BLUE, VERMILLION, PURPLE = "#0072B2", "#D55E00", "#CC79A7"
# Paul Tol's, of the same kind, for more policies than those are.
WINE, INDIGO, OLIVE = "#882255", "#332288", "#999933"
GREY, DARK_GREY, LIGHT_GREY, PALE = "#8C8C8C", "#595959", "#C8C8C8", "#F0F0F0"

RC: dict[RcKeyType, object] = {
    "axes.edgecolor": DARK_GREY,
    "axes.grid": True,
    "axes.labelsize": 9,
    "axes.linewidth": 0.8,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlesize": 9,
    "figure.facecolor": "white",
    "figure.titlesize": 10,
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "grid.color": "#E4E4E4",
    "grid.linewidth": 0.6,
    "axes.axisbelow": True,
    "legend.fontsize": 8.5,
    "legend.frameon": False,
    "savefig.dpi": 200,
    # The same rows give the same bytes.
    "svg.hashsalt": "cairn",
    # Names come from people: a dollar sign in one is not mathematics.
    "text.parse_math": False,
    "xtick.labelsize": 8.5,
    "ytick.labelsize": 8.5,
}


@dataclass(frozen=True)
class Look:
    """The colour and the marker of a policy."""

    colour: str
    marker: str


LOOKS = {
    "base": Look(GREY, "o"),
    "teacher": Look(DARK_GREY, "X"),
    "promoted": Look(VERMILLION, "s"),
    "hard-only": Look(BLACK, "P"),
    "soar-pq": Look(BLUE, "D"),
    "grounded-t": Look(GREEN, "^"),
    "intrinsic-t": Look(ORANGE, "v"),
    "aligned-t": Look(OLIVE, "*"),
    "base-t": Look(SKY, "<"),
    "serl": Look(PURPLE, ">"),
    "real-sample": Look(WINE, "p"),
    "real-full": Look(INDIGO, "h"),
}


def look(policy: str) -> Look:
    """The same for a policy in all pictures; one that is not listed takes a listed one's."""
    looks = list(LOOKS.values())
    return LOOKS.get(policy) or looks[crc32(policy.encode()) % len(looks)]


@contextmanager
def applied() -> Iterator[None]:
    """Draws and writes in this style, whatever the user's own matplotlibrc says."""
    with matplotlib.rc_context(), catch_warnings():
        # A name may have letters that the font lacks; they become boxes.
        filterwarnings("ignore", message="Glyph .* missing")
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(RC)
        yield


def figure(title: str, height: float) -> Figure:
    """An empty figure.

    Args:
        height: in inches.
    """
    made = Figure(figsize=(WIDTH, height), layout="constrained")
    made.suptitle(cut(clean(title), LONGEST_TITLE), x=0.01, ha="left")
    return made


def legend(figure: Figure, handles: list[Line2D], columns: int = 4) -> None:
    """A legend below all axes."""
    figure.legend(handles=handles, loc="outside lower center", ncols=columns)


def whole_steps(axes: Axes, name: str) -> None:
    """An axis of steps, which have no halves."""
    axes.set_xlabel(name)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))


def percent() -> FuncFormatter:
    """Shares as percent, with no more digits than a tick needs."""
    return FuncFormatter(lambda share, _: f"{100 * share:g} %".replace("-", MINUS))


def tau_line(axes: Axes, tau: float) -> str:
    """Draws tau unless the rewards would become too small to read, and returns its name."""
    low, high = axes.get_ylim()
    if low - (high - low) / 2 <= tau <= high + (high - low) / 2:
        axes.axhline(tau, color=BLACK, linestyle="--", linewidth=1.2, zorder=1.5)
        return f"tau = {tau:g}"
    return f"tau = {tau:g}, {'above' if tau > high else 'below'} the picture"


def tau_entry(name: str) -> Line2D:
    return Line2D([], [], color=BLACK, linestyle="--", linewidth=1.2, label=name)
