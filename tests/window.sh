#!/usr/bin/env bash
# Drives the real window under Xvfb with keys and mouse: from opening an archive to a note that is there after a
# restart. Usage: tests/window.sh PROGRAM [FOLDER FOR PICTURES]
# Wants: xvfb openbox xdotool xclip imagemagick (names of Debian's packages).
set -euo pipefail

program=$(realpath "${1:?the program to drive}")
pictures=${2:-}
for tool in Xvfb openbox xdotool xclip import; do
    command -v "$tool" >/dev/null || { echo "skipped: $tool is not installed"; exit 0; }
done

source "$(dirname "$0")/display.sh"
display 1280x820

mkdir -p "$work/papers/滨江日报/2031-05-06" "$work/papers/滨江日报/2031-05-07"
cat > "$work/papers/滨江日报/2031-05-06/01.txt" <<'PAGE'
旧船厂改成了图书馆

　　本报讯 停产多年的旧船厂经过两年改造，昨天作为图书馆对外开放。
　　馆内保留了吊车和船台，可以容纳六百名读者同时阅览。
PAGE
cat > "$work/papers/滨江日报/2031-05-07/01.txt" <<'PAGE'
晨间渡轮下月增开两班

　　为方便两岸上班的居民，渡轮公司决定从下月起在早晨增开两班。
　　票价和原来一样。
PAGE

fail() { picture failed; echo "FAILED: $*; the window is called “$(name)”"; exit 1; }
name() { xdotool getwindowname "$window" 2>/dev/null || true; }
picture() { if [ -n "$pictures" ]; then mkdir -p "$pictures"; import -window root "$pictures/$1.png"; fi; }
keys() { for key in "$@"; do xdotool key --clearmodifiers "$key"; sleep 0.4; done; }
is_called() {
    for _ in $(seq 100); do case "$(name)" in "$1"*) return 0 ;; esac; sleep 0.2; done
    fail "no article “$1”"
}
start() {
    "$program" --lang zh "$work/papers" >"$work/log" 2>&1 &
    app=$!
    pids+=("$app")
    window=""
    for _ in $(seq 150); do
        window=$(xdotool search --onlyvisible --pid "$app" 2>/dev/null | tail -1 || true)
        [ -n "$window" ] && break
        kill -0 "$app" 2>/dev/null || { cat "$work/log"; echo "FAILED: the program ended"; exit 1; }
        sleep 0.2
    done
    [ -n "$window" ] || fail "no window"
    xdotool windowsize "$window" 1280 800 windowmove "$window" 0 0 windowactivate --sync "$window"
    sleep 1
}
stop() {
    keys ctrl+q
    for _ in $(seq 100); do kill -0 "$app" 2>/dev/null || return 0; sleep 0.1; done
    fail "the window does not close"
}

start
is_called 旧船厂
picture opened
keys j
is_called 晨间渡轮
keys slash
xdotool type --delay 60 jiuchuan
sleep 1
picture search
keys Return
is_called 旧船厂

# The body selected by pressing its line in the source, highlighted, and a note written on it.
keys s
sleep 1
xdotool mousemove --window "$window" 1000 225 click 1
sleep 0.6
keys 3
picture highlight
keys n
xdotool type --delay 40 "ask for the plans"
sleep 1.5
picture note
stop
grep -aq "ask for the plans" "$JIANBAO_DATA_DIR"/notebook.db* || fail "the note is not in the store"

start
is_called 旧船厂
keys F8
sleep 0.6
picture restarted
# A double press on the note opens it for editing; what can be copied from there is what was kept. On a slow machine the
# two presses may fall into frames too far apart to be one double press: they are made again.
for _ in 1 2 3 4 5; do
    xdotool mousemove --window "$window" 1100 325 click --repeat 2 --delay 20 1
    sleep 1
    keys ctrl+a ctrl+c
    kept=$(timeout 5 xclip -o -selection clipboard -target UTF8_STRING || true)
    [ "$kept" = "ask for the plans" ] && break
done
picture kept
[ "$kept" = "ask for the plans" ] || fail "the note reads “$kept” after a restart"
keys Escape

# What was kept is there after the program was killed, and the list stands where it was.
keys j
is_called 晨间渡轮
keys ctrl+d
sleep 1
kill -9 "$app"
wait "$app" 2>/dev/null || true
kept=$("$program" notes export --format csv)
case "$kept" in *"ask for the plans"*晨间渡轮* | *晨间渡轮*"ask for the plans"*) ;; *) fail "after a kill there is “$kept”" ;; esac
start
is_called 晨间渡轮
stop
echo "the window was driven from opening an archive to a note that is there after a restart and a kill"
