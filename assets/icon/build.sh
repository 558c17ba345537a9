#!/usr/bin/env bash
# Draws the icon in all its sizes. Wants rsvg-convert (Debian: librsvg2-bin).
set -euo pipefail
cd "$(dirname "$0")"
for size in 16 22 24 32; do rsvg-convert -w $size -h $size jianbao-small.svg -o $size.png; done
for size in 48 64 128 256 512; do rsvg-convert -w $size -h $size jianbao.svg -o $size.png; done
