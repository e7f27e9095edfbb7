"""Cuts the report's fonts from static TTFs of Noto Sans SC: `python scripts/subset_fonts.py FOLDER`.

FOLDER is an unpacked npm package `@expo-google-fonts/noto-sans-sc`. Regular holds GBK (people's names), bold
GB2312; both hold Latin, Greek and Cyrillic letters, punctuation and the marks that the report prints. The same
source gives the same bytes.
"""

import hashlib
import shutil
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "report_templates" / "fonts"
RANGES = [
    (0x20, 0x7E),
    (0xA0, 0x24F),  # Latin with accents
    (0x300, 0x36F),
    (0x370, 0x3FF),
    (0x400, 0x45F),
    (0x1E00, 0x1EFF),
    (0x2000, 0x206F),
    (0x2070, 0x20CF),
    (0x2100, 0x21FF),  # arrows
    (0x2200, 0x22FF),
    (0x2500, 0x27BF),  # boxes, shapes, marks
    (0x3000, 0x303F),
    (0xFF00, 0xFFEF),
]


def letters(encoding: str) -> set[int]:
    """Every character that a Chinese two-byte encoding holds."""
    found: set[int] = set()
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                found.update(map(ord, bytes([lead, trail]).decode(encoding)))
            except UnicodeDecodeError:
                continue
    return found


def cut(source: Path, target: Path, encoding: str) -> None:
    wanted = letters(encoding).union(*(range(first, last + 1) for first, last in RANGES))
    options = subset.Options(layout_features=["kern", "tnum", "lnum", "locl", "ccmp", "mark", "mkmk", "palt"])
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.drop_tables += ["vhea", "vmtx", "VORG", "DSIG"]
    font = TTFont(source, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    font.save(target)


def main(source: Path) -> None:
    FONTS.mkdir(parents=True, exist_ok=True)
    cut(source / "400Regular" / "NotoSansSC_400Regular.ttf", FONTS / "NotoSansSC-Regular.ttf", "gbk")
    cut(source / "700Bold" / "NotoSansSC_700Bold.ttf", FONTS / "NotoSansSC-Bold.ttf", "gb2312")
    shutil.copyfile(source / "LICENSE_FONT", FONTS / "OFL.txt")
    sums = [f"{hashlib.sha256(font.read_bytes()).hexdigest()}  {font.name}" for font in sorted(FONTS.glob("*.ttf"))]
    (FONTS / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
