"""Writes the ranges of characters that take two columns on a terminal: those that Unicode's annex 11
(East Asian Width) calls wide or full width. Ranges are joined across code points that are not
assigned; the two planes of ideographs are wide as a whole. The source is Python's own tables, in
Python 3.11 those of Unicode 14.

    python wide_characters.py > ../../main/resources/org/tagzoo/app/report/wide-characters.txt
"""

import unicodedata

PLANES = [(0x20000, 0x2FFFD), (0x30000, 0x3FFFD)]

ranges = []
joins = False
for code in range(PLANES[0][0]):
    char = chr(code)
    if unicodedata.category(char) == "Cn":
        continue
    if unicodedata.east_asian_width(char) in "WF":
        if joins:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
        joins = True
    else:
        joins = False
for first, last in ranges + PLANES:
    print(f"{first:x} {last:x}")
