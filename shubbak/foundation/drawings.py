"""The drawings of the pages: icons, the khatam star, the seals and the lattice.

Icons are strokes of 1.75 on a square of 24, drawn for right-to-left. Those in :data:`MIRRORED` turn around in
left-to-right pages; a tick, a clock, a phone or the star never does (design, §5).
"""

ICONS = {
    "search": '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>',
    "deposit": '<path d="M12 4v10m-4-4 4 4 4-4M4 14v4a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-4"/>',
    "track": '<path d="M18 7.5V21M13 6H5m8 6H9m4 6H5"/><circle cx="18" cy="5" r="2"/>'
    '<circle cx="18" cy="12" r="2" fill="currentColor"/>',
    "services": '<path d="M6 3.5h12v17l-2-1.5-2 1.5-2-1.5-2 1.5-2-1.5-2 1.5zM9 8h6m-6 4h6"/>',
    "house": '<path d="m4 11 8-7 8 7v9H4zm6 9v-6h4v6"/>',
    "build": '<path d="M3 20h18M5 20V9l7-5 7 5v11M9 12h6m-6 4h6"/>',
    "outage": '<path d="M12 3.5c3 3.6 5.5 6.6 5.5 10a5.5 5.5 0 0 1-11 0c0-3.4 2.5-6.4 5.5-10zM4 4l16 16"/>',
    "drop": '<path d="M12 3.5c3 3.6 5.5 6.6 5.5 10a5.5 5.5 0 0 1-11 0c0-3.4 2.5-6.4 5.5-10z"/>',
    "bolt": '<path d="M13 3 5 14h6l-1 7 8-11h-6z"/>',
    "rising": '<path d="m21 18-6-6-4 4-8-8M9 7H3v6"/>',
    "key": '<circle cx="8.5" cy="15.5" r="4.5"/><path d="m12 12 8-8m-4 4 3 3"/>',
    "people": '<circle cx="9" cy="8" r="3.5"/>'
    '<path d="M3 20c0-3.5 2.5-6 6-6s6 2.5 6 6m1-15.5a3.5 3.5 0 0 1 0 7m2 3c2 1 3 3 3 5.5"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c0-4 3.5-6.5 7.5-6.5s7.5 2.5 7.5 6.5"/>',
    "phone": '<path d="M6.5 3.5h3l1.5 4-2 1.5a12 12 0 0 0 6 6l1.5-2 4 1.5v3a2 2 0 0 1-2.2 2'
    'A16.5 16.5 0 0 1 4.5 5.7a2 2 0 0 1 2-2.2z"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>',
    "check": '<path d="m4.5 12.5 5 5L20 7"/>',
    "alert": '<path d="M12 4 2.5 20h19zM12 10v4.5m0 2.5v.2"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5m0-9v.2"/>',
    "pause": '<circle cx="12" cy="12" r="9"/><path d="M9.8 9v6m4.4-6v6"/>',
    "next": '<path d="M20 12H4m6-6-6 6 6 6"/>',
    "back": '<path d="M4 12h16m-6-6 6 6-6 6"/>',
    "share": '<circle cx="6" cy="6" r="2.5"/><circle cx="18" cy="12" r="2.5"/>'
    '<circle cx="6" cy="18" r="2.5"/><path d="m8.3 7.2 7.4 3.6m0 2.4-7.4 3.6"/>',
    "download": '<path d="M6 3.5h8l4 4v13H6zM12 9.5v7m-3-3 3 3 3-3"/>',
    "paper": '<path d="M6 3.5h8l4 4v13H6zM9 11h6m-6 4h6"/>',
    "camera": '<path d="M3.5 8H8l1.5-2.5h5L16 8h4.5v11.5h-17z"/><circle cx="12" cy="13.5" r="3.5"/>',
    "microphone": '<rect x="9" y="3" width="6" height="11" rx="3"/>'
    '<path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3"/>',
    "send": '<path d="m4 5 16 5-7 3-3 7z"/>',
    "print": '<path d="M7 8V3.5h10V8M7 17H4V8.5h16V17h-3M7 14h10v6.5H7z"/>',
    "copy": '<path d="M8.5 8.5h11v11h-11zM15.5 8.5v-4h-11v11h4"/>',
    "place": '<path d="M12 21c4-4.5 6.5-7.8 6.5-11a6.5 6.5 0 0 0-13 0c0 3.2 2.5 6.5 6.5 11z"/>'
    '<circle cx="12" cy="10" r="2.3"/>',
    "calendar": '<path d="M4 6h16v14H4zM4 10.5h16M8 3.5V8m8-4.5V8"/>',
    "mail": '<path d="M3.5 6h17v12.5h-17zm.5.5 8 6.5 8-6.5"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "close": '<path d="m6 6 12 12M18 6 6 18"/>',
    "wall": '<path d="M4 5h16v14H4zM4 9.7h16M4 14.3h16M10 5v4.7m5 0v4.6M8 14.3V19"/>',
    "map": '<path d="m3.5 6 5.5-2 6 2 5.5-2v14L15 20l-6-2-5.5 2zM9 4v14m6-12v14"/>',
    "scales": '<path d="M12 4v16m-4 0h8M5 7.5 12 6l7 1.5M5 7.5 2.5 14h5zm14 0L16.5 14h5z"/>',
    "star": '<path d="m12 3.5 2.5 5.6 6 .6-4.5 4 1.3 6-5.3-3.1-5.3 3.1 1.3-6-4.5-4 6-.6z"/>',
}
MIRRORED = frozenset({"next", "back", "share", "send", "track", "rising"})

# Two squares, one turned by an eighth, of radius 24 around the origin: half the side of one is 24/√2.
KHATAM = (
    "M0-24 7.03-16.97H16.97V-7.03L24 0 16.97 7.03V16.97H7.03L0 24-7.03 16.97H-16.97V7.03L-24 0"
    "-16.97-7.03V-16.97H-7.03z"
)

GLYPHS = {
    "drop": '<path d="M0-9c3.6 4.3 6.5 7.7 6.5 11.7a6.5 6.5 0 0 1-13 0C-6.5-1.3-3.6-4.7 0-9z"/>',
    "compass": '<path d="M0-8 8-1.5V8H2.5V2h-5v6H-8v-9.5z"/>',
    "arch": '<path d="M-8 8V0a8 8 0 0 1 16 0v8H4V.5a4 4 0 0 0-8 0V8z"/>',
    "bolt": '<path d="M2-10-6 2h5l-2 8L6-3H1z"/>',
}


def icon(name: str, label: str = "") -> str:
    """The SVG of an icon; hidden from screen readers unless it has a label.

    :raises KeyError: if there is no such icon.
    """
    mirror = " mirror" if name in MIRRORED else ""
    role = f'role="img" aria-label="{label}"' if label else 'aria-hidden="true"'
    return (
        f'<svg class="icon{mirror}" {role} viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        f'stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">{ICONS[name]}</svg>'
    )


def khatam(css_class: str = "khatam") -> str:
    """The eight-pointed star that means: the file is here."""
    return (
        f'<svg class="{css_class}" aria-hidden="true" viewBox="-24 -24 48 48">'
        f'<path fill="currentColor" d="{KHATAM}"/></svg>'
    )


def star_with_tick() -> str:
    """The star of a receipt."""
    return (
        '<svg class="star-check" aria-hidden="true" viewBox="-24 -24 48 48">'
        f'<path fill="currentColor" d="{KHATAM}"/>'
        '<path class="tick" fill="none" stroke="#fff" stroke-width="2.6" '
        'stroke-linecap="round" stroke-linejoin="round" d="m-6 .5 4 4L6.5-4.5"/></svg>'
    )


def seal(glyph: str) -> str:
    """The seal of a body: the star with its glyph.

    :raises KeyError: if there is no such glyph.
    """
    return (
        '<svg class="seal" aria-hidden="true" viewBox="-24 -24 48 48">'
        f'<path fill="var(--accent)" d="{KHATAM}"/>'
        f'<path fill="none" stroke="var(--rule)" stroke-width="1.2" transform="scale(.84)" d="{KHATAM}"/>'
        f'<g fill="var(--on-accent)">{GLYPHS[glyph]}</g></svg>'
    )


def lattice() -> str:
    """The band under each masthead: a shubbak is also a lattice window."""
    return (
        '<svg class="lattice" aria-hidden="true"><defs><pattern id="lattice" width="14" height="14" '
        'patternUnits="userSpaceOnUse"><g fill="none" stroke="currentColor" transform="translate(7 7)">'
        f'<path stroke-width="3" stroke-opacity=".85" transform="scale(.292)" d="{KHATAM}"/>'
        f'<path fill="currentColor" stroke="none" transform="scale(.125) rotate(22.5)" d="{KHATAM}"/>'
        '</g></pattern></defs><rect width="100%" height="100%" fill="url(#lattice)"/></svg>'
    )


def hero_field() -> str:
    """The faint field at the inline end of the home page's hero."""
    return (
        '<svg class="hero-field" aria-hidden="true"><defs><pattern id="field" width="104" height="104" '
        'patternUnits="userSpaceOnUse"><g fill="none" stroke="currentColor" transform="translate(52 52)">'
        f'<path stroke-width=".55" transform="scale(2.1667)" d="{KHATAM}"/>'
        f'<path stroke-width=".9" transform="scale(1.16) rotate(22.5)" d="{KHATAM}"/></g></pattern></defs>'
        '<rect width="100%" height="100%" fill="url(#field)"/></svg>'
    )


def bar(percent: int, kind: str) -> str:
    """A bar of elapsed time, filled from the reading side. ``kind``: late, risk, on, hold or empty."""
    width = max(0, min(100, percent))
    if kind == "hold":
        lines = "".join(
            f'<rect x="{x}%" width="2.5%" height="100%" fill="currentColor"/>' for x in range(0, width, 4)
        )
    else:
        lines = f'<rect width="{width}%" height="100%" fill="currentColor"/>'
    return f'<svg class="bar {kind}" aria-hidden="true">{lines}</svg>'


MARKS = {
    "done": '<circle cx="12" cy="12" r="8" fill="currentColor"/>'
    '<path d="m8.5 12.2 2.4 2.4 4.6-4.8" fill="none" stroke="var(--surface)" '
    'stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/>',
    "now": f'<path fill="currentColor" transform="translate(12 12) scale(.5)" d="{KHATAM}"/>',
    "next": '<circle cx="12" cy="12" r="6.5" fill="none" stroke="currentColor" stroke-width="1.75"/>',
}


def stage_mark(state: str) -> str:
    """The sign of a stage in the timeline: filled tick, star, or empty ring."""
    return f'<svg class="mark" aria-hidden="true" viewBox="0 0 24 24">{MARKS[state]}</svg>'


def stage_dots(done: int, total: int) -> str:
    """The same three signs in one line; the word always stands beside it, so readers do not hear it."""
    states = ["done"] * done + ["now"] + ["next"] * (total - done - 1)
    dots = "".join(khatam() if s == "now" else f'<span class="dot {s}"></span>' for s in states[:total])
    return f'<span class="stages" aria-hidden="true">{dots}</span>'
