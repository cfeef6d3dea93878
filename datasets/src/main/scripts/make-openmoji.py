"""Makes the embedded corpus openmoji.zip from the npm package of OpenMoji.

    npm pack openmoji@17.0.0
    python3 make-openmoji.py openmoji-17.0.0.tgz ../resources/org/tagzoo/datasets/corpus/openmoji.zip

The same package gives the same bytes with the same zlib. The zip holds:
  NOTICE.txt            who made the drawings, under which licence, and what was changed here
  LICENSE.txt           CC BY-SA 4.0, as in the package
  openmoji.csv          hexcode, annotation, tags, group: one row an emoji
  color/<hexcode>.svg   the emoji in colour
  black/<hexcode>.svg   the same emoji as black line art

Taken are the emoji that carry tags and have no skin tone. The drawings outside of Unicode (the groups
extras-openmoji and extras-unicode) carry no tags in the package, so nothing is known of them and they
stay out.
"""

import csv
import io
import json
import re
import sys
import tarfile
import zipfile

VERSION = "17.0.0"
NOTICE = f"""\
All emojis designed by OpenMoji (https://openmoji.org/) - the open-source emoji and icon project.
License: CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/), the text is in LICENSE.txt.

Taken from the npm package openmoji, version {VERSION}. Changed: only the emoji that carry tags and have no
skin tone are kept; the table openmoji.csv has four of the columns; white space, comments, empty groups,
and names that nothing refers to were removed from the SVG files. The drawings themselves are unchanged.
This zip is under the same licence, CC BY-SA 4.0.
"""


def main(package, target):
    with tarfile.open(package) as tar:  # read once from front to back: it is compressed as a whole
        wanted = re.compile(r"package/((?:black|color)/svg/.*|package.json|LICENSE.txt|data/openmoji.json)")
        files = {m.name.removeprefix("package/"): tar.extractfile(m).read() for m in tar if wanted.fullmatch(m.name)}
    if json.loads(files["package.json"])["version"] != VERSION:
        sys.exit(f"{package} is not openmoji {VERSION}")
    rows = [e for e in json.loads(files["data/openmoji.json"]) if not e["skintone"] and e["tags"].strip()]
    entries = {"NOTICE.txt": NOTICE.encode(), "LICENSE.txt": files["LICENSE.txt"], "openmoji.csv": table(rows)}
    for row in rows:
        for style in ("black", "color"):
            svg = files[f"{style}/svg/{row['hexcode']}.svg"]
            entries[f"{style}/{row['hexcode']}.svg"] = minify(svg.decode()).encode()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for name in sorted(entries):
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            out.writestr(info, entries[name])
    print(f"{len(rows)} emoji, {len(entries)} files")


def table(rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    columns = ["hexcode", "annotation", "tags", "group"]
    writer.writerow(columns)
    for row in sorted(rows, key=lambda r: r["hexcode"]):
        writer.writerow([row[c] for c in columns])
    return out.getvalue().encode()


def minify(svg):
    """Removes what no renderer looks at. None of the files has text elements, so white space is free."""
    svg = re.sub(r"<\?xml.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>", "", svg, flags=re.S)
    svg = re.sub(r"\s+", " ", svg)
    svg = re.sub(r"> <", "><", svg).strip()
    svg = re.sub(r" ?/>", "/>", svg)
    if "url(#" not in svg and "<style" not in svg:
        svg = re.sub(r' (?:id|data-name|class)="[^"]*"', "", svg)
    svg = re.sub(r' (?:version|sodipodi:[a-z]+|xmlns:sodipodi)="[^"]*"', "", svg)
    before = None
    while before != svg:
        before = svg
        svg = re.sub(r"<g(?: [^<>]*)?/>|<g(?: [^<>/]*)?></g>", "", svg)
    return svg


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
