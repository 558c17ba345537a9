# A display of its own for a script that drives the window; to be sourced: display WIDTHxHEIGHT. Leaves the folder $work,
# which goes at the end with all processes in the array `pids`, and a notebook and a cache inside it.
work=$(mktemp -d)
pids=()
finish() {
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
    rm -rf "$work"
}
trap finish EXIT

export LC_ALL=C.UTF-8 LIBGL_ALWAYS_SOFTWARE=1 JIANBAO_DATA_DIR="$work/data" HOME="$work" XDG_CACHE_HOME="$work/cache"
unset WAYLAND_DISPLAY

display() {
    Xvfb -displayfd 3 -screen 0 "$1x24" -nolisten tcp 3>"$work/display" >/dev/null 2>&1 &
    pids+=($!)
    for _ in $(seq 100); do [ -s "$work/display" ] && break; sleep 0.1; done
    DISPLAY=":$(cat "$work/display")"
    export DISPLAY
    openbox >/dev/null 2>&1 &
    pids+=($!)
    sleep 1
}
