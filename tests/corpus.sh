#!/usr/bin/env bash
# Scores the engine on a labelled corpus and fails where a figure falls under its floor. A floor is raised when the
# figure rises, and never lowered unseen. Usage: tests/corpus.sh PROGRAM CORPUS [TRAIN]; TRAIN is the example `train`,
# which changes the pages in ways that no reader would mind.
set -euo pipefail
program=$1 corpus=$2
found=$(mktemp)
trap 'rm -f "$found"' EXIT

gate() {
    local set=$1
    shift
    printf -- '-- %s\n' "$set"
    "$program" segment "$corpus/$set/pages" --format jsonl >"$found"
    "$corpus/evaluate.py" --gold "$corpus/$set/gold" --pages "$corpus/$set/pages" "$found" "${@/#/--min=}"
}

gate . article_b3=0.99 article_exact=0.97 title_exact=0.97 role=0.98 break_f1=0.985 text=0.99 spacing=1.0
gate typeset article_b3=0.989 article_exact=0.935 title_exact=0.975 role=0.975 break_f1=0.99 text=0.965 spacing=1.0
gate jingbao article_b3=0.99 break_f1=0.895 spacing=1.0
# Pages that no training has seen.
gate daily98/test/pdfbox article_b3=0.98 article_exact=0.865 article_whole=0.855 title_exact=0.855 break_f1=0.985
gate daily98/test/raw article_b3=0.97 article_exact=0.79 article_whole=0.785 title_exact=0.78 break_f1=0.985
gate daily98/test/mutool article_b3=0.97 article_exact=0.83 article_whole=0.82 title_exact=0.785 break_f1=0.985
gate daily98/test/pdftotext article_b3=0.885 article_exact=0.54 article_whole=0.57 title_exact=0.71 break_f1=0.925

if [ $# -gt 2 ]; then
    "$3" perturb --most 0.07 "$corpus" "$corpus/typeset" "$corpus/jingbao"
fi

printf -- '-- every article at 12 to 60 ems\n'
JIANBAO_CORPUS=$corpus cargo test --locked --test measures -- --ignored --nocapture
