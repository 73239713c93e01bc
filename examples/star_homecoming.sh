#!/usr/bin/env bash
# A walk through matcher with invented lists: families look for 1,800 people, police hold 2,000.
# Usage: examples/star_homecoming.sh [FOLDER]     (default: demo)
set -euo pipefail
folder=${1:-demo}
rm -rf "$folder"

step() { printf '\n== %s\n' "$1"; }
run() { printf '$ %s\n' "$*"; "$@"; }

step "Invented lists with known truth: nobody on them exists"
run python -m matcher generate star-homecoming --seed 1 -o "$folder"
cd "$folder"

step "The agreement: fields from the families' headers, match keys planned on their rows"
run python -m matcher new star.toml --from families.xlsx --expected-rows 5000

step "The secret: for the two owners, never for the linkage unit"
run python -m matcher keygen -o secret.key
run python -m matcher keygen --secret-file secret.key -o police.key

step "Each owner encodes its own list"
run python -m matcher encode families.xlsx --project star.toml --secret-file secret.key -o families.enc
run python -m matcher encode police.csv --project star.toml --secret-file police.key -o police.enc

step "The linkage unit, who has neither list nor secret, links the two files"
run python -m matcher describe families.enc
run python -m matcher compare families.enc police.enc -o links.csv

step "The families look up their own rows that were linked"
run python -m matcher reveal links.csv --handles families.handles.csv --list families.xlsx -o work.xlsx

step "Only here, where the truth is known: how many links are right?"
run python -m matcher evaluate links.csv --truth truth.csv \
  --left-handles families.handles.csv --right-handles police.handles.csv

step "For comparison, both plain lists on one machine"
run python -m matcher compare families.xlsx police.csv --project star.toml -o plain-links.csv
run python -m matcher evaluate plain-links.csv --truth truth.csv

step "Who stands on the families' own list twice?"
run python -m matcher dedupe families.xlsx --project star.toml -o repeats.xlsx
run python -m matcher evaluate repeats.xlsx --truth repeats_families.csv

printf '\nEverything is in %s; start with work.xlsx.\n' "$folder"
