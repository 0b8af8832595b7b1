"""Figures as bars: Code 128 in its set C, two figures to a symbol (ISO/IEC 15417). Pure."""

_WIDTHS = (
    "212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231"
    "113222123122123221223211221132221231213212223112312131311222321122321221312212322112322211"
    "212123212321232121111323131123131321112313132113132311211313231113231311112133112331132131"
    "113123113321133121313121211331231131213113213311213131311123311321331121312113312311332111"
    "314111221411431111111224111422121124121421141122141221112214112412122114122411142112142211"
    "241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141"
    "214121412121111143111341131141114113114311411113411311113141114131311141411131"
)
"""Six widths of bars and gaps, in modules, for each value from 0 to 102."""
_START_C, _START_VALUE = "211232", 105
_STOP = "2331112"
_MODULUS = 103
QUIET = 10
"""Modules of quiet ground on either side."""


def modules(figures: str) -> str:
    """Widths of bars and gaps in turn, beginning with a bar.

    :raises ValueError: unless `figures` is an even number of Western figures.
    """
    if not (figures and figures.isascii() and figures.isdecimal() and len(figures) % 2 == 0):
        raise ValueError("bars want an even number of figures")
    values = [int(figures[place : place + 2]) for place in range(0, len(figures), 2)]
    check = (_START_VALUE + sum(rank * value for rank, value in enumerate(values, 1))) % _MODULUS
    return "".join([_START_C, *(_WIDTHS[6 * value : 6 * value + 6] for value in [*values, check]), _STOP])


def code_128(figures: str) -> str:
    """The bars as a drawing, one module wide by 40 high, with their quiet ground."""
    at, bars = QUIET, []
    for place, width in enumerate(int(width) for width in modules(figures)):
        if place % 2 == 0:
            bars.append(f"M{at} 0h{width}v40h-{width}z")
        at += width
    drawn = "".join(bars)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {at + QUIET} 40">'
        f'<path fill="#000000" d="{drawn}"/></svg>'
    )
