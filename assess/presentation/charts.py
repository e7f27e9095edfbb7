"""One SVG a chart, for screen and paper alike; each carries its words as a text alternative.

Nothing is told by colour alone: shades differ in lightness, states have marks, and figures stand beside bars.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from assess.model.scorecard import GateState, Interval
from assess.presentation import formats
from assess.presentation.lettering import wrapped
from assess.presentation.palette import LIGHT, Palette

FONT = "'Noto Sans SC', 'Source Sans', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
WIDTH = 720


@dataclass(frozen=True)
class Bar:
    """A named percentage: supported as a bar, claimed as a mark on it."""

    name: str
    claimed: Interval | None
    supported: Interval | None


@dataclass(frozen=True)
class Cell:
    """A category on the heat map; `percent` is the low end of what is supported, None while nothing is known."""

    name: str
    percent: float | None
    claimed: float | None


@dataclass(frozen=True)
class Tile:
    label: str
    name: str
    state: GateState


@dataclass(frozen=True)
class Names:
    """The words of the two scores and of the target, as they stand in a picture."""

    supported: str
    claimed: str
    target: str = ""


def score_bar(
    supported: Interval,
    claimed: Interval,
    edges: Sequence[tuple[float, str]],
    names: Names,
    title: str,
    palette: Palette = LIGHT,
) -> str:
    """The index from 0 to 100 under the bands (lowest value, name); what is open is drawn paler."""

    def x(value: float) -> float:
        return 4 + 712 * value / 100

    parts = []
    ends = [*(edge for edge, _ in edges[1:]), 100.0]
    for place, ((start, name), end) in enumerate(zip(edges, ends, strict=True)):
        step = round(place * (len(palette.steps) - 1) / max(1, len(edges) - 1))
        parts.append(_rect(x(start), 0, x(end) - x(start) - 1.5, 22, palette.steps[step]))
        label, size = _fitted(name, x(end) - x(start) - 14, 11)
        parts.append(_text((x(start) + x(end)) / 2, 15, label, palette.on_step[step], size, "middle", bold=True))
        if place:
            parts.append(_rect(x(start) - 1.2, 22, 0.9, 48, palette.line))
            parts.append(_text(x(start) - 0.7, 82, formats.plain(start), palette.muted, 10.5, "middle"))
    parts.append(_text(x(0), 82, "0", palette.muted, 10.5))
    parts.append(_text(x(100), 82, "100", palette.muted, 10.5, "end"))
    for top, value, name, fill, pale in (
        (30, supported, names.supported, palette.accent, palette.accent_light),
        (52, claimed, names.claimed, palette.paper, palette.paper),
    ):
        stroke = palette.accent if fill == palette.paper else None
        parts.append(_rect(x(0), top, x(value.low) - x(0), 14, fill, stroke=stroke))
        if not value.is_point:
            parts.append(
                _rect(x(value.low), top, x(value.high) - x(value.low), 14, pale, stroke=palette.accent, dash=True)
            )
        said = f"{name} {formats.interval(value)}"
        wide = formats.ems(said) * 12
        # Right of the bar, else inside its solid part, else inside the paler one.
        outside = x(value.high) + 8 + wide < WIDTH
        solid = not outside and x(value.low) - 8 - wide > 0
        at = x(value.high) + 8 if outside else x(value.low) - 8 if solid else x(value.low) + 8
        ink = palette.on_accent if solid and not stroke else palette.ink
        if outside:
            parts.append(_rect(at - 3, top - 1, wide, 16, palette.paper))
        parts.append(_text(at, top + 11.5, said, ink, 12, "end" if solid else "start", bold=True))
    return _svg(WIDTH, 86, title, parts)


def bullet_bars(bars: Sequence[Bar], target: float, names: Names, title: str, palette: Palette = LIGHT) -> str:
    """A row a dimension: supported as a bar, claimed as an upright mark, the target as a broken line."""
    left, span, row, head = 190, 370, 28, 20
    height = head + row * len(bars) + 2

    def x(value: float) -> float:
        return left + span * value / 100

    parts = [
        _text(x(target), 12, names.target, palette.muted, 11, "middle"),
        _text(642, 12, names.supported, palette.muted, 11, "end"),
        _text(WIDTH - 2, 12, names.claimed, palette.muted, 11, "end"),
    ]
    for place, bar in enumerate(bars):
        top = head + place * row
        parts.append(_text(0, top + 17, formats.shortened(bar.name, (left - 10) / 13), palette.ink, 13))
        parts.append(_rect(left, top + 4, span, 18, palette.track))
        parts.append(_text(642, top + 17, formats.interval(bar.supported), palette.ink, 13, "end", bold=True))
        parts.append(_text(WIDTH - 2, top + 17, formats.interval(bar.claimed), palette.ink, 13, "end"))
        if bar.supported is not None:
            low, high = bar.supported.low, bar.supported.high
            parts.append(_rect(left, top + 7, x(low) - left, 12, palette.accent))
            if not bar.supported.is_point:
                parts.append(_rect(x(low), top + 7, x(high) - x(low), 12, palette.accent_light))
        if bar.claimed is not None:
            parts.append(_rect(x(bar.claimed.low) - 1.5, top + 2, 3, 22, palette.ink))
    line = f"M{x(target):.1f} {head} V{height}"
    parts.append(f'<path d="{line}" stroke="{palette.muted}" stroke-width="1.2" stroke-dasharray="4 3"/>')
    return _svg(WIDTH, height, title, parts)


def heat_map(columns: Sequence[tuple[str, Sequence[Cell]]], title: str, palette: Palette = LIGHT) -> str:
    """A column a dimension, a cell a category: its name, the supported percentage, the claimed one below it."""
    wide, tall, head = WIDTH / max(1, len(columns)), 40, 34
    rows = max((len(cells) for _, cells in columns), default=0)
    parts = []
    for column, (name, cells) in enumerate(columns):
        left = column * wide
        heading = wrapped(name, (wide - 16) / 12, 2)
        for number, line in enumerate(heading):
            parts.append(_text(left, head - 8 - 14 * (len(heading) - 1 - number), line, palette.ink, 12, bold=True))
        for place, cell in enumerate(cells):
            parts.append(_heat_cell(cell, left, head + place * tall, wide - 4, tall - 4, palette))
    return _svg(WIDTH, head + rows * tall, title, parts)


def _heat_cell(cell: Cell, left: float, top: float, wide: float, tall: float, palette: Palette) -> str:
    step = None if cell.percent is None else min(len(palette.steps) - 1, int(round(cell.percent, 9) // 20))
    fill = palette.paper if step is None else palette.steps[step]
    ink = palette.muted if step is None else palette.on_step[step]
    shown = formats.percent(cell.percent, 0)
    claimed = formats.percent(cell.claimed, 0)
    lines = wrapped(cell.name, (wide - 46) / 9.6, 3)
    start = top + tall / 2 + 3.4 - 5.4 * (len(lines) - 1)
    parts = [f"<g><title>{escape(cell.name)}: {shown} ({claimed})</title>"]
    parts.append(_rect(left, top, wide, tall, fill, stroke=palette.line if step is None else None))
    parts += [_text(left + 6, start + 10.8 * number, line, ink, 9.6) for number, line in enumerate(lines)]
    parts.append(_text(left + wide - 6, top + 18, shown, ink, 15, "end", bold=True))
    if cell.claimed is not None:
        parts.append(_text(left + wide - 6, top + 31, claimed, ink, 10.5, "end"))
    return "".join(parts) + "</g>"


def gate_strip(rows: Sequence[tuple[str, Sequence[Tile]]], title: str, palette: Palette = LIGHT) -> str:
    """A row a kind of gate, a tile a gate with the mark of its state; as many lines as the tiles need."""
    left, tall = 130, 44
    longest = max((len(tiles) for _, tiles in rows), default=0) or 1
    side = max(46.0, min(72.0, (WIDTH - left) / longest))
    a_line = int((WIDTH - left) // side)
    parts = []
    top = 0
    for name, tiles in rows:
        parts.append(_text(0, top + 25, formats.shortened(name, (left - 10) / 13), palette.ink, 13, bold=True))
        for place, tile in enumerate(tiles):
            at, line = left + side * (place % a_line), top + tall * (place // a_line)
            parts.append(_gate_tile(tile, at, line, side - 5, tall - 5, palette))
        top += tall * max(1, -(-len(tiles) // a_line))
    return _svg(WIDTH, top, title, parts)


def _gate_tile(tile: Tile, left: float, top: float, wide: float, tall: float, palette: Palette) -> str:
    heavy = tile.state is GateState.FAILED
    fill = palette.states[tile.state] if heavy else palette.paper
    ink = palette.on_accent if heavy else palette.states[tile.state]
    return (
        f"<g><title>{escape(tile.name)}</title>"
        + _rect(left, top + 0.5, wide, tall, fill, stroke=palette.states[tile.state])
        + f'<g transform="translate({left + wide / 2 - 8:.1f} {top + 4:.1f})">{_mark(tile.state, ink)}</g>'
        + _text(left + wide / 2, top + tall - 5, tile.label, palette.on_accent if heavy else palette.ink, 10, "middle")
        + "</g>"
    )


def state_mark(state: GateState, title: str, palette: Palette = LIGHT) -> str:
    """The sign of a state, 16 by 16: a tick, a triangle, a cross, a ring, a dash."""
    return _svg(16, 16, title, [_mark(state, palette.states[state])])


def _mark(state: GateState, ink: str) -> str:
    line = f'fill="none" stroke="{ink}" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"'
    match state:
        case GateState.PASSED:
            return f'<path d="M3 8.5 L6.5 12 L13 4.5" {line}/>'
        case GateState.NOT_PROVED:
            return f'<path d="M8 2.5 L14 13 H2 Z" fill="{ink}" stroke="{ink}" stroke-linejoin="round"/>'
        case GateState.FAILED:
            return f'<path d="M3.5 3.5 L12.5 12.5 M12.5 3.5 L3.5 12.5" {line}/>'
        case GateState.OPEN:
            return f'<circle cx="8" cy="8" r="5" {line}/>'
        case GateState.NOT_APPLICABLE:
            return f'<path d="M4 8 H12" {line}/>'


def spark(values: Sequence[float], target: float | None, title: str, palette: Palette = LIGHT) -> str:
    """The months of a series as a line, with the target as a broken one."""
    width, height, edge = 110, 26, 4
    points = [*values, *([target] if target is not None else [])]
    low, high = min(points, default=0), max(points, default=0)
    scale = (height - 2 * edge) / (high - low) if high > low else 0

    def y(value: float) -> float:
        return height - edge - (value - low) * scale if scale else height / 2

    step = (width - 2 * edge) / max(1, len(values) - 1)
    places = [(edge + step * number, y(value)) for number, value in enumerate(values)]
    parts = []
    if target is not None:
        line = f"M{edge} {y(target):.1f} H{width - edge}"
        parts.append(f'<path d="{line}" stroke="{palette.muted}" stroke-width="0.9" stroke-dasharray="3 2"/>')
    if places:
        line = " ".join(f"{at:.1f},{up:.1f}" for at, up in places)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{palette.accent}" stroke-width="1.6"/>')
        parts.append(f'<circle cx="{places[-1][0]:.1f}" cy="{places[-1][1]:.1f}" r="2.6" fill="{palette.accent}"/>')
    return _svg(width, height, title, parts)


def _fitted(text: str, width: float, size: float) -> tuple[str, float]:
    """A line set somewhat smaller if need be, and cut only where that is not enough."""
    smaller = max(size * 0.82, min(size, width / formats.ems(text)))
    return formats.shortened(text, width / smaller), round(smaller, 1)


def _svg(width: float, height: float, title: str, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" role="img" font-family="{FONT}"><title>{escape(title)}</title>{"".join(parts)}</svg>'
    )


def _rect(
    x: float, y: float, width: float, height: float, fill: str, stroke: str | None = None, dash: bool = False
) -> str:
    edge = f' stroke="{stroke}"' if stroke else ""
    edge += ' stroke-dasharray="3 2"' if dash else ""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(0, width):.1f}" height="{height:.1f}" fill="{fill}"{edge}/>'


def _text(x: float, y: float, text: str, fill: str, size: float, anchor: str = "start", bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{fill}" font-size="{size:g}" text-anchor="{anchor}"{weight}>'
        f"{escape(text)}</text>"
    )
