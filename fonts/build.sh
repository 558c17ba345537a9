#!/usr/bin/env bash
# Makes the fonts in this folder from the released ones: needs npm, Python 3 and `pip install fonttools`.
# Kept: Latin, Greek, Cyrillic, all punctuation and symbols, and every Han character that the released fonts
# have (URO, Extension A, the compatibility blocks, some of B to G). Dropped: hinting and every layout feature
# but kerning, which the program's own typesetting does not use.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
version=0.4.3
for family in serif sans; do
    npm pack --silent "@expo-google-fonts/noto-$family-sc@$version" >/dev/null
    mkdir "$family"
    tar xzf "expo-google-fonts-noto-$family-sc-$version.tgz" -C "$family" --strip-components=1
done
common=(--no-hinting --layout-features=kern --drop-tables+=BASE,STAT,vhea,vmtx,GSUB,gasp,prep
        --name-IDs=0,1,2,3,4,5,6,7,13,14 --notdef-outline --recommended-glyphs)

subset() { # source, output, further arguments
    pyftsubset "$1" --output-file="$here/$2" "${common[@]}" "${@:3}"
}
subset serif/400Regular/NotoSerifSC_400Regular.ttf NotoSerifSC-Regular.ttf --unicodes='*'
subset sans/400Regular/NotoSansSC_400Regular.ttf NotoSansSC-Regular.ttf --unicodes='*'

# Headlines: the frequent characters of both scripts (GB 2312 and the first plane of Big5), marks and Latin.
python3 - >headline.txt <<'PY'
def table(rows, columns, encoding):
    for high in rows:
        for low in columns:
            try:
                yield bytes((high, low)).decode(encoding)
            except UnicodeDecodeError:
                pass
characters = set(map(chr, range(0x20, 0x250))) | set(map(chr, range(0x2000, 0x2070)))
characters |= set(map(chr, range(0x3000, 0x3040))) | set(map(chr, range(0xFE10, 0xFE50)))
characters |= set(map(chr, range(0xFF00, 0xFFEF)))
characters |= set(table(range(0xA1, 0xF8), range(0xA1, 0xFF), "gb2312"))
characters |= set(table(range(0xA4, 0xC7), range(0x40, 0xFF), "big5"))
print("".join(sorted(characters)))
PY
subset serif/600SemiBold/NotoSerifSC_600SemiBold.ttf NotoSerifSC-SemiBold.ttf --text-file=headline.txt
cp serif/LICENSE_FONT "$here/OFL-NotoSerifSC.txt"
cp sans/LICENSE_FONT "$here/OFL-NotoSansSC.txt"
ls -l "$here"
