#!/usr/bin/env bash
# Takes the pictures of the manual from the real window over the sample: docs/pictures.sh PROGRAM
# Wants: xvfb openbox xdotool imagemagick (names of Debian's packages).
set -euo pipefail
program=$(realpath "${1:?the program}")
pictures=$(realpath "$(dirname "$0")")/src/pictures
mkdir -p "$pictures"
source "$(dirname "$0")/../tests/display.sh"
display 1000x640
"$program" --lang zh >/dev/null 2>&1 &
pids+=($!)
until window=$(xdotool search --onlyvisible --pid "${pids[-1]}" 2>/dev/null | tail -1) && [ -n "$window" ]; do sleep 0.2; done
xdotool windowmove "$window" 0 0 windowsize "$window" 1000 640
pause=${PAUSE:-3}
sleep "$((pause * 3))"
keys() { for key in "$@"; do xdotool key --clearmodifiers "$key"; sleep 1; done; }
# Few shades: the pictures stay in the history for good.
shot() {
    sleep "$pause"
    import -window "$window" "$work/$1.png"
    convert "$work/$1.png" +dither -colors 20 -define png:compression-level=9 "PNG8:$pictures/$1.png"
    [ "$(stat -c %s "$pictures/$1.png")" -lt 60000 ] || { echo "$1.png is too large"; exit 1; }
}
shot window
keys s
shot source
keys s ctrl+f
xdotool type --clearmodifiers --delay 200 'dianti'
shot find
