"""The command line as a user meets it, where all goes well; `test_bad_input` has the rest."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import time

import pytest

from matcher.cli import VERBS, talk
from matcher.tables import read_table
from tests.commands import (
    ID_MARK,
    MARK,
    call,
    done,
    forget_runs,
    id_pairs,
    python_m_matcher,
    rows_of,
    two_lists,
    write_csv,
    write_project,
)
from tests.people import HEADER, people, project

SHARED = 50


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The whole path, run once: two lists, project, secret, encoded files, links."""
    folder = tmp_path_factory.mktemp("path")
    truth = two_lists(folder, shared=SHARED)
    write_csv(folder / "truth.csv", [("left_id", "right_id"), *sorted(truth)])
    done("new", folder / "star.toml", "--from", folder / "families.xlsx", "--expected-rows", 300)
    done("keygen", "-o", folder / "secret.key")
    for name in ("families.xlsx", "police.csv"):
        encode(folder, name)
    done("compare", "--same-machine-test", folder / "families.enc", folder / "police.enc", "-o", folder / "links.csv")
    return folder


def encode(folder, name, *options):
    output = forget_runs(folder) / name
    return done(
        *("encode", folder / name, "--project", folder / "star.toml", "--secret-file", folder / "secret.key"),
        *("-o", output.with_suffix(".enc"), *options),
    )


def compare_plain(folder, left, right, output, *options):
    called = done("compare", left, right, "--project", folder / "star.toml", "-o", output, *options)
    return called, id_pairs(output)


@pytest.fixture(scope="module")
def plain(folder):
    _, found = compare_plain(folder, folder / "families.xlsx", folder / "police.csv", folder / "plain.csv")
    return found


# The straight path


def test_encoded_lists_are_linked_and_most_links_are_right(folder):
    handles = {side: {r["handle"]: r["id"] for r in rows_of(folder / f"{side}.handles.csv")} for side in SIDES}
    links = rows_of(folder / "links.csv")
    found = {(handles["families"][r["left_handle"]], handles["police"][r["right_handle"]]) for r in links}
    truth = id_pairs(folder / "truth.csv")
    assert len(found & truth) >= 0.8 * SHARED
    assert len(found - truth) <= 0.1 * SHARED


SIDES = ("families", "police")


def test_links_are_best_first_with_band_score_and_evidence(folder):
    links = rows_of(folder / "links.csv")
    scores = [float(row["score"]) for row in links]
    assert scores == sorted(scores, reverse=True)
    assert {row["band"] for row in links} <= {"strong", "possible"}
    assert all(row["evidence"].startswith(("name: ", "sex: ")) for row in links)


def test_plain_lists_are_linked_and_most_links_are_right(folder, plain):
    truth = id_pairs(folder / "truth.csv")
    assert len(plain & truth) >= 0.85 * SHARED
    assert len(plain - truth) <= 0.1 * SHARED


def test_evaluate_counts_links_by_id(folder):
    handles = [folder / f"{side}.handles.csv" for side in SIDES]
    out = done(
        *("evaluate", folder / "links.csv", "--truth", folder / "truth.csv", "-o", folder / "outcome.csv"),
        *("--left-handles", handles[0], "--right-handles", handles[1]),
    ).out
    links, outcome = len(rows_of(folder / "links.csv")), rows_of(folder / "outcome.csv")
    missed, wrong = (sum(row["outcome"] == kind for row in outcome) for kind in ("missed", "wrong"))
    assert f"{SHARED - missed:,} of {SHARED:,} true matches linked" in out
    assert f"{links - wrong:,} of {links:,} links right" in out
    assert links - wrong == SHARED - missed


@pytest.mark.parametrize(
    ("side", "other", "name"), [("left", "right", "families.xlsx"), ("right", "left", "police.csv")]
)
def test_reveal_gives_the_owner_its_own_linked_rows_and_no_others(folder, tmp_path, side, other, name):
    own = read_table(folder / name)
    stem = name.partition(".")[0]
    done(
        *("reveal", folder / "links.csv", "--handles", folder / f"{stem}.handles.csv", "--list", folder / name),
        *("-o", tmp_path / "work.xlsx"),
    )
    work = read_table(tmp_path / "work.xlsx")
    links = rows_of(folder / "links.csv")
    handles = {row["handle"]: row["id"] for row in rows_of(folder / f"{stem}.handles.csv")}
    rows = {row[0]: row for row in own.rows}
    numbers = dict(zip((row[0] for row in own.rows), own.row_numbers, strict=True))
    assert work.header == ("band", "score", "evidence", "row", *own.header, "partner_handle")
    assert len(work) == len(links)
    for line, link in zip(work.rows, links, strict=True):
        identity = handles[link[f"{side}_handle"]]
        assert line[3] == str(numbers[identity])
        assert line[4:-1] == rows[identity]
        assert line[-1] == link[f"{other}_handle"]


# Results depend on the lists alone


@pytest.mark.parametrize("threads", [1, 2])
def test_plain_links_do_not_depend_on_threads_or_the_order_of_rows(folder, tmp_path, plain, threads):
    families = read_table(folder / "families.xlsx")
    shuffled = write_csv(tmp_path / "families.csv", [families.header, *sorted(families.rows, key=hash)])
    _, found = compare_plain(folder, shuffled, folder / "police.csv", tmp_path / "links.csv", "--threads", threads)
    assert found == plain


def test_stdout_has_the_links_and_nothing_else(folder, plain):
    called = done("compare", folder / "families.xlsx", folder / "police.csv", "--project", folder / "star.toml")
    assert called.out == (folder / "plain.csv").read_text("utf-8-sig")
    assert all(line.startswith("matcher: ") for line in called.err.splitlines())


def test_a_threshold_of_ones_own_is_the_lowest_score(folder, tmp_path):
    done(
        *(
            "compare",
            "--same-machine-test",
            folder / "families.enc",
            folder / "police.enc",
            "-o",
            tmp_path / "links.csv",
            "--threshold",
            "12.5",
        )
    )
    links = rows_of(tmp_path / "links.csv")
    assert [row for row in rows_of(folder / "links.csv") if float(row["score"]) > 12.51] == [
        row for row in links if float(row["score"]) > 12.51
    ]
    assert links
    assert min(float(row["score"]) for row in links) >= 12.5


def test_clks_are_linked_when_asked_for_by_name(tmp_path):
    write_project(tmp_path / "clk.toml", project("clk", plan=[]))
    done("keygen", "-o", tmp_path / "secret.key")
    for number, name in enumerate(("a", "b")):
        rows = [(f"{name}{row}", *cells) for row, cells in enumerate(people(60))][10 * number :]
        forget_runs(tmp_path)
        done(
            *("encode", write_csv(tmp_path / f"{name}.csv", [HEADER, *rows]), "--project", tmp_path / "clk.toml"),
            *("--secret-file", tmp_path / "secret.key", "--unsafe-clk", "-o", tmp_path / f"{name}.enc"),
        )
    done("compare", "--same-machine-test", tmp_path / "a.enc", tmp_path / "b.enc", "-o", tmp_path / "links.csv")
    assert len(rows_of(tmp_path / "links.csv")) >= 40


# What is private, and what is shown


def test_what_is_private_can_be_read_by_its_owner_alone(marked):
    folder, _ = marked
    done(
        *("compare", "--same-machine-test", folder / "list.enc", folder / "other.enc", "-o", folder / "links.csv"),
    )
    done(
        *("reveal", folder / "links.csv", "--handles", folder / "list.handles.csv", "--list", folder / "list.csv"),
        *("-o", folder / "work.csv"),
    )
    for name in ("secret.key", "list.handles.csv", "list.rejects.csv", "work.csv"):
        assert (folder / name).stat().st_mode & 0o777 == 0o600


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """Two encoded lists whose cells all bear a mark; one has problems and a repeat. Gives what `encode` said of it."""
    folder = tmp_path_factory.mktemp("marked")
    rows = [(f"{ID_MARK}{n}", f"{MARK} {name}", *more) for n, (name, *more) in enumerate(people(30))]
    rows[4] = (rows[4][0], f"{MARK} li", f"{MARK} unknown", f"{MARK}1", "m")
    rows[7] = (rows[7][0], "", "", "", "")
    rows[9] = (*rows[9], f"{MARK} one cell too many")
    rows.append((f"{ID_MARK}30", *rows[3][1:]))
    write_csv(folder / "list.csv", [HEADER, *rows])
    write_csv(folder / "other.csv", [HEADER, *rows[10:20]])
    write_project(folder / "star.toml", project())
    done("keygen", "-o", folder / "secret.key")
    said = encode(folder, "list.csv").err
    encode(folder, "other.csv")
    return folder, said


def test_rejects_name_row_column_and_reason_and_no_cell(marked):
    folder, said = marked
    problems = {(row["row"], row["column"]): row["reason"] for row in rows_of(folder / "list.rejects.csv")}
    assert "more cells than the header" in problems["11", ""]
    assert "no field has a value" in problems["9", ""]
    assert "date" in problems["6", "birthdate"]
    assert problems["32", ""] == "likely the same person as row 5 of this list"
    assert set(problems) == {("6", "birthdate"), ("9", ""), ("11", ""), ("32", "")}
    text = (folder / "list.rejects.csv").read_text("utf-8-sig").casefold()
    assert MARK not in text
    assert ID_MARK not in text
    assert "likely repeat within the list (rows 5 and 32)" in said
    assert "30 rows read, 29 rows encoded" in said
    assert "birthdate: 1 of 30 empty, 1 cannot be read (row 6)" in said
    assert "sex: 1 of 30 empty" in said


def test_an_encoded_file_holds_no_cell(marked):
    folder, _ = marked
    content = (folder / "list.enc").read_bytes().lower()
    assert MARK.encode() not in content
    assert ID_MARK.encode() not in content


def test_rejects_of_an_earlier_run_do_not_stay(marked, tmp_path):
    folder, _ = marked
    (tmp_path / "other.rejects.csv").write_text("row,column,reason\n")
    forget_runs(folder)
    done(
        *("encode", folder / "other.csv", "--project", folder / "star.toml", "--secret-file", folder / "secret.key"),
        *("-o", tmp_path / "other.enc"),
    )
    assert {path.name for path in tmp_path.iterdir()} == {"other.enc", "other.handles.csv"}


def test_plain_lists_with_problems_say_so_and_are_compared(marked, tmp_path):
    folder, _ = marked
    called, found = compare_plain(folder, folder / "list.csv", folder / "other.csv", tmp_path / "links.csv")
    assert "list.csv: 30 rows read, 2 rows and cells could not be read" in called.err
    assert len(found) >= 9


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("list.enc", ["encoded list", "29", "standard", "name (name)", "fingerprint"]),
        ("star.toml", ["project", "trial", "at most 0.3 chance pairs", "names.letters + birthdate.year"]),
        ("list.csv", ["list (CSV", "30", "id, name, birthdate, passport, sex"]),
        ("list.handles.csv", ["handle, id, row"]),
    ],
)
def test_describe_says_what_a_file_is_and_shows_no_cell(marked, name, words):
    folder, _ = marked
    out = done("describe", folder / name).out
    assert all(word in out for word in words), out
    assert ID_MARK not in out


def test_describe_shows_no_cell_of_a_list_without_a_header(tmp_path):
    path = write_csv(tmp_path / "list.csv", [(f"{MARK} wei", f"{MARK} street"), (f"{MARK} li", f"{MARK} road")])
    assert "2 columns, none of them known" in done("describe", path).out


def test_describe_counts_by_column_what_gives_no_value_and_shows_only_known_words(tmp_path):
    rows = [("姓名", "出生日期", "护照号"), (f"{MARK} wei", "不详", f"{MARK} one"), (f"{MARK} li", "1990-02-30", "N/A")]
    out = done("describe", write_csv(tmp_path / "list.csv", rows)).out
    lines = dict(line.split("  ", 1) for line in out.splitlines())
    assert lines["name"].strip() == "name: a value in all 2 rows"
    assert lines["birthdate"].strip() == "date: 1 says nothing (不详 1), 1 can be used only in part (row 3)"
    assert lines["passport"].strip() == "document: 1 says nothing (n/a 1), 1 cannot be read (row 2)"
    assert MARK not in out


def test_describe_of_a_secret_a_share_and_a_ledger_does_not_show_them(marked, tmp_path):
    folder, _ = marked
    done("keygen", "--secret-file", folder / "secret.key", "--split", "2/2", "-o", tmp_path / "parted.key")
    for path in (folder / "secret.key", tmp_path / "parted.share-1.key", folder / "secret.ledger"):
        shown = done("describe", path).out
        assert not any(long in shown for long in re.findall("[0-9a-f]{32,}", path.read_text()))


# Projects


def test_new_says_what_it_did_not_understand_and_prints_the_plan(folder, tmp_path):
    called = done("new", tmp_path / "star.toml", "--from", folder / "families.xlsx", "--expected-rows", 300)
    assert "not understood and left aside: 失联日期" in called.err
    assert called.out.startswith("match key")
    assert "profile standard allows 0.3" in called.out


def test_a_header_that_the_project_does_not_name_is_said(tmp_path):
    path = write_project(tmp_path / "star.toml", project())
    renamed = ["DOB" if header == "birthdate" else header for header in HEADER]
    rows = [(str(n), *person) for n, person in enumerate(people(30))]
    said = 'list.csv: birthdate is read from "DOB", a header that the project does not name'
    assert said in done("describe", write_csv(tmp_path / "list.csv", [renamed, *rows]), "--project", path).err
    assert said not in done("describe", write_csv(tmp_path / "list.csv", [HEADER, *rows]), "--project", path).err


def test_new_says_that_no_column_of_names_was_found(folder, tmp_path):
    listed = write_csv(tmp_path / "list.csv", [("nickname", *HEADER[2:]), *people(200)])
    assert "no column of names was found" in done("new", tmp_path / "p.toml", "--from", listed).err
    assert "no column of names" not in done("new", tmp_path / "q.toml", "--from", folder / "families.xlsx").err


def test_new_on_a_list_that_no_key_suits_says_so(tmp_path):
    rows = [(f"wang {n}", f"E{n:08}") for n in range(50)]
    listed = write_csv(tmp_path / "list.csv", [("nickname", "passport no"), *rows])
    assert "no match key fits the budget" in call("new", tmp_path / "p.toml", "--from", listed).err


def test_new_without_a_list_says_how_to_plan_and_plan_does(folder, tmp_path):
    path = tmp_path / "star.toml"
    assert f"matcher plan {path} LIST" in done("new", path, "--expected-rows", 300).err
    out = done("plan", path, folder / "families.xlsx").out
    assert "names." in out
    assert "A row is found again if" in out
    assert "not planned yet" not in done("describe", path).out


def test_plan_check_shows_the_other_owner_what_the_plan_loses_and_changes_nothing(tmp_path):
    path = write_project(tmp_path / "star.toml", project(plan=["passport.whole"]))
    before = path.read_bytes()
    rows = [(str(n), *person) for n, person in enumerate(people(100))]
    listed = write_csv(tmp_path / "list.csv", [HEADER, *rows])
    out = done("plan", path, listed, "--check").out
    assert "loss of star.toml" in out
    assert f"matcher plan COPY {listed}" in " ".join(out.split())
    assert path.read_bytes() == before


def test_keys_that_encode_says_to_drop_are_those_without_which_it_encodes(tmp_path):
    rows = [(str(n), *person) for n, person in enumerate(people(200))]
    crowded = project(plan=["passport.whole", "birthdate.year + sex.whole", "names.initials + sex.whole"])
    write_csv(tmp_path / "list.csv", [HEADER, *rows])
    write_project(tmp_path / "star.toml", crowded)
    done("keygen", "-o", tmp_path / "secret.key")
    arguments = (
        *("encode", tmp_path / "list.csv", "--project", tmp_path / "star.toml"),
        *("--secret-file", tmp_path / "secret.key", "-o", tmp_path / "list.enc"),
    )
    over = call(*arguments)
    assert over.code == 5
    kept = [key for key in crowded.plan if f'"{key}"' not in over.err]
    assert 0 < len(kept) < 3
    write_project(tmp_path / "star.toml", crowded.with_plan(kept))
    done(*arguments)


def test_generate_makes_lists_and_truth(tmp_path):
    assert "7 files of invented people" in done("generate", "star-homecoming", "--seed", 3, "-o", tmp_path / "demo").err
    assert len(rows_of(tmp_path / "demo" / "truth.csv")) > 100


# Help


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_an_example(verb):
    out = done(verb, "--help").out
    assert out.startswith(f"Usage: matcher {verb} ")
    assert f"matcher {verb} " in out.partition("Example")[2]


def test_matcher_alone_shows_its_help():
    assert done().out == done("--help").out
    assert all(f"\n  {verb} " in done().out for verb in VERBS)


def test_help_does_not_wait_for_numba():
    calls = "\n".join(f"main(['{verb}', '--help'])" for verb in VERBS)
    program = f"import sys\nfrom matcher.cli import main\nmain(['--help'])\n{calls}\nsys.exit('numba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], stdout=subprocess.DEVNULL).returncode == 0


def test_python_m_matcher_is_the_command():
    done = subprocess.run(python_m_matcher("--help"), capture_output=True, text=True)
    assert done.returncode == 0
    assert done.stdout.startswith("Usage: matcher ")
    assert done.stderr == ""


def test_a_reader_of_stdout_who_goes_early_is_no_error(folder):
    compare = python_m_matcher("compare", "--same-machine-test", folder / "families.enc", folder / "police.enc")
    with subprocess.Popen(compare, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        said = process.stderr.read()
    assert said == b""
    assert process.returncode == 1


# On a terminal


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def on_terminal(monkeypatch) -> Terminal:
    """To be called in the test itself: pytest puts its own stderr in place when a test begins."""
    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setenv("TERM", "xterm")
    return shown


@pytest.mark.parametrize("reported", [True, False])
def test_work_that_takes_longer_shows_a_bar_whether_or_not_its_end_is_known(monkeypatch, reported):
    terminal = on_terminal(monkeypatch)
    monkeypatch.setattr(talk, "PATIENCE", 0.0)
    with talk.bar("encoding") as progress:
        until = time.monotonic() + 10
        while "encoding" not in terminal.getvalue() and time.monotonic() < until:
            if reported:
                progress(1, 4)
            time.sleep(0.01)
    assert "encoding" in terminal.getvalue()
    assert ("25%" in terminal.getvalue()) is reported


def test_quick_work_and_work_without_a_terminal_show_no_bar(monkeypatch):
    terminal = on_terminal(monkeypatch)
    with talk.bar("encoding") as progress:
        progress(4, 4)
    assert terminal.getvalue() == ""
    monkeypatch.setattr(talk, "PATIENCE", 0.0)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with talk.bar("encoding"):
        time.sleep(0.05)
    assert sys.stderr.getvalue() == ""


def test_a_word_is_said_while_kernels_compile_and_only_then(monkeypatch, tmp_path):
    from numba import config

    terminal = on_terminal(monkeypatch)

    monkeypatch.setattr("kernels.jit.CACHED", True)
    monkeypatch.setattr(config, "CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(config, "DISABLE_JIT", 0)
    talk.tell_of_compiling("fill_slots")
    assert terminal.getvalue() == "matcher: compiling kernels, once: about half a minute\n"
    (tmp_path / "kernels_1").mkdir()
    (tmp_path / "kernels_1" / "bloom.fill_slots-80.py311.nbi").touch()
    talk.tell_of_compiling("fill_slots")
    assert terminal.getvalue().count("\n") == 1


@pytest.fixture(scope="module")
def repeats(folder):
    """families.xlsx with ten of its rows once more under other ids, some with another day of birth; and the groups."""
    table = read_table(folder / "families.xlsx")
    born = table.header.index("出生日期")
    again = [(f"R{row[0]}", *row[1:]) for row in table.rows[:10]]
    again[:3] = [(*row[:born], "", *row[born + 1 :]) for row in again[:3]]
    write_csv(folder / "repeated.csv", [table.header, *table.rows, *again])
    output = folder / "repeats.csv"
    called = done("dedupe", folder / "repeated.csv", "--project", folder / "star.toml", "-o", output)
    return called, rows_of(output), [(row[0], f"R{row[0]}") for row in table.rows[:10]]


def test_dedupe_writes_the_rows_that_are_one_person_group_by_group(repeats, folder):
    called, rows, truth = repeats
    groups = {}
    for row in rows:
        groups.setdefault(row["group"], []).append(row)
    members = [{row["id"] for row in group} for group in groups.values()]
    assert len(members) == len(truth)
    assert all(any(set(pair) <= group for group in members) for pair in truth)
    assert sum(map(len, members)) <= 2 * len(truth) + 1  # of 150 invented people two may look like one
    assert list(groups) == [str(number) for number in range(1, 11)]
    listed = read_table(folder / "repeated.csv")
    for one, *others in groups.values():
        assert one["like_row"] in {other["row"] for other in others}
        place = listed.row_numbers.index(int(one["row"]))
        assert tuple(one[name] for name in listed.header) == listed.rows[place]
    assert "10 groups of rows that are one person" in called.err
    assert re.search("160 rows are about 1(49|50) people", called.err)


def test_what_dedupe_writes_is_for_its_owner_alone(repeats, folder):
    assert (folder / "repeats.csv").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("by_group", [False, True])
def test_evaluate_measures_groups_against_pairs_or_groups(repeats, folder, by_group):
    _, _, truth = repeats
    if by_group:
        lines = [("id", "group"), *((name, pair[0]) for pair in truth for name in pair)]
    else:
        lines = [("left_id", "right_id"), *((b, a) for a, b in truth)]
    write_csv(folder / "people.csv", lines)
    measured = done("evaluate", folder / "repeats.csv", "--truth", folder / "people.csv").out
    assert "10 of 10 true matches linked" in measured
    assert re.search("10 of 1[0-2] links right", measured)


def test_dedupe_of_a_list_without_repeats_writes_no_rows(folder):
    output = folder / "none.xlsx"
    called = done("dedupe", folder / "police.csv", "--project", folder / "star.toml", "-o", output)
    assert read_table(output, allow_empty=True).rows == []
    assert "0 groups of rows that are one person" in called.err


def test_describe_shows_which_errors_the_rows_of_a_list_survive(folder):
    out = done("describe", folder / "families.xlsx", "--project", folder / "star.toml").out
    assert "150 of 150 rows" in out
    assert re.search(r"^no error +150 +100% +\d+%$", out, re.MULTILINE)
    assert re.search(r"^birthdate: day and month swapped +\d+ +\d+% +\d+%$", out, re.MULTILINE)
    assert "A row is found again if" in out
