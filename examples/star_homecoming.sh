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

step "Three parties: two owners and the linkage unit, each in a folder of its own"
run mkdir families police unit
run cp families.xlsx families
run cp police.csv police

step "Identities: private keys for oneself, public keys in the book of parties"
run python -m matcher identity -o families/families.id
run python -m matcher identity -o police/police.id
run python -m matcher identity -o unit/unit.id
run python -m matcher parties add parties.toml families/families.pub --role owner --name families
run python -m matcher parties add parties.toml police/police.pub --role owner --name police
run python -m matcher parties add parties.toml unit/unit.pub --role unit --name unit
run python -m matcher parties list parties.toml

step "The agreement: fields from the families' headers, match keys planned on their rows"
run python -m matcher new star.toml --from families/families.xlsx --expected-rows 5000

step "The secret: for the two owners, never for the linkage unit"
run python -m matcher keygen -o families/secret.key
run cp families/secret.key police

step "Each owner encodes its own list and seals it to the linkage unit"
run python -m matcher encode families/families.xlsx --project star.toml --secret-file families/secret.key \
  --to unit/unit.pub --identity families/families.id --parties parties.toml -o families/families.sealed
run python -m matcher encode police/police.csv --project star.toml --secret-file police/secret.key \
  --to unit/unit.pub --identity police/police.id --parties parties.toml -o police/police.sealed
run cp families/families.sealed police/police.sealed unit

step "The linkage unit, who has neither list nor secret, links the two files"
run python -m matcher compare unit/families.sealed unit/police.sealed \
  --identity unit/unit.id --parties parties.toml -o unit/links.sealed
run python -m matcher log verify unit/unit.log --pub unit/unit.pub
run cp unit/links.families.sealed families
run cp unit/links.police.sealed police

step "Each owner looks up its own rows that were linked"
run python -m matcher reveal families/links.families.sealed --identity families/families.id --parties parties.toml \
  --handles families/families.handles.csv --list families/families.xlsx -o families/work.xlsx
run python -m matcher reveal police/links.police.sealed --identity police/police.id --parties parties.toml \
  --handles police/police.handles.csv --list police/police.csv -o police/work.xlsx

step "Only here, where the truth is known: how many links are right?"
run python -m matcher evaluate families/links.families.sealed --truth truth.csv \
  --identity families/families.id --parties parties.toml \
  --left-handles families/families.handles.csv --right-handles police/police.handles.csv

step "For comparison, both plain lists on one machine"
run python -m matcher compare families.xlsx police.csv --project star.toml -o plain-links.csv
run python -m matcher evaluate plain-links.csv --truth truth.csv

step "Who stands on the families' own list twice?"
run python -m matcher dedupe families.xlsx --project star.toml -o repeats.xlsx
run python -m matcher evaluate repeats.xlsx --truth repeats_families.csv

done_here() { printf '\nEverything is in %s; start with families/work.xlsx.\n' "$folder"; }

if ! python -c 'import private_set_intersection' 2> /dev/null; then
  printf '\nWithout openmined-psi (pip install "matcher-pprl[psi]") the walk ends here.\n'
  done_here
  exit
fi

step "Without a linkage unit: the two owners by turns, in a project begun anew, over a folder that both see"
run python -m matcher rotate star.toml --secret-file families/secret.key -o families/pair.key
run cp families/pair.key police
run mkdir stick
run python -m matcher psi families/families.xlsx --project star.toml --secret-file families/pair.key --partner police \
  --folder stick --identity families/families.id --parties parties.toml -o families/pair.csv
run python -m matcher psi police/police.csv --project star.toml --secret-file police/pair.key --partner families \
  --folder stick --identity police/police.id --parties parties.toml -o police/pair.csv
run python -m matcher psi families/families.xlsx --project star.toml --secret-file families/pair.key --partner police \
  --folder stick --identity families/families.id --parties parties.toml -o families/pair.csv
run python -m matcher psi police/police.csv --project star.toml --secret-file police/pair.key --partner families \
  --folder stick --identity police/police.id --parties parties.toml -o police/pair.csv
run python -m matcher psi families/families.xlsx --project star.toml --secret-file families/pair.key --partner police \
  --folder stick --identity families/families.id --parties parties.toml -o families/pair.csv
run python -m matcher reveal families/pair.csv --handles families/pair.handles.csv \
  --list families/families.xlsx -o families/pair-work.xlsx
run python -m matcher evaluate families/pair.csv --truth truth.csv \
  --left-handles families/pair.handles.csv --right-handles police/pair.handles.csv

done_here
