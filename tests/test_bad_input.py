"""Bad input: one line that says what, where and what to do, an exit code, and every file as it was. No cell shows."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.commands import (
    ID_MARK,
    MARK,
    call,
    contents,
    done,
    forget_runs,
    python_m_matcher,
    refused,
    rows_of,
    write_csv,
    write_project,
)
from tests.people import HEADER, people, project

USAGE, BAD_DATA, MISMATCH, OVER_BUDGET, INTERRUPTED = 2, 3, 4, 5, 130
PLAN = ("names.letters + birthdate.year",)
COMPARE = ("compare", "--same-machine-test")  # everything in these tests lies in one folder


def marked(count, seed=1):
    """Rows whose cells bear a mark."""
    return [(f"{ID_MARK}{n}", f"{MARK} {name}", *more) for n, (name, *more) in enumerate(people(count, seed))]


def people_from_elsewhere(count):
    """Rows that are like no other row of these tests."""
    return [(str(n), chr(ord("a") + n) * 9, f"20{10 + n}-{1 + n % 12:02}-{28 - n:02}", "", "f") for n in range(count)]


def encoding(folder, name, **files):
    """The arguments to encode a list as another owner; `project` and `secret` may be others, `output` too."""
    forget_runs(folder)
    output = files.get("output", (folder / name).with_suffix(".enc"))
    (folder / f"{Path(output).stem}.handles.csv").unlink(missing_ok=True)
    return (
        *("encode", folder / name, "--project", files.get("project", folder / "star.toml")),
        *("--secret-file", files.get("secret", folder / "secret.key")),
        *("-o", output),
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """What two owners have before anything goes wrong: a project, a secret, and lists, plain and encoded."""
    folder = tmp_path_factory.mktemp("made")
    write_project(folder / "star.toml", project(plan=PLAN))
    done("keygen", "-o", folder / "secret.key")
    write_csv(folder / "ours.csv", [HEADER, *marked(12)])
    write_csv(folder / "theirs.csv", [HEADER, *marked(12)[6:], *marked(6, seed=2)[:6]])
    for name in ("ours.csv", "theirs.csv"):
        done(*encoding(folder, name))
    done(*COMPARE, folder / "ours.enc", folder / "theirs.enc", "-o", folder / "links.csv")
    return folder


@pytest.fixture
def folder(made, tmp_path):
    """A copy of `made`, to spoil."""
    return shutil.copytree(made, tmp_path / "case")


# Lists


def test_a_missing_file_is_named(folder):
    for arguments in (
        encoding(folder, "none.csv"),
        (*COMPARE, folder / "ours.enc", folder / "none.enc"),
        (*COMPARE, folder / "none.csv", folder / "ours.csv"),
        (*COMPARE, folder / "ours.csv", folder / "none.csv", "--project", folder / "star.toml"),
        ("describe", folder / "none.csv"),
        ("describe", folder / "none.toml"),
        ("plan", folder / "star.toml", folder / "none.csv"),
        ("new", folder / "new.toml", "--from", folder / "none.csv"),
        ("evaluate", folder / "none.csv", "--truth", folder / "truth.csv"),
        reveal(folder, handles="none.csv"),
        encoding(folder, "ours.csv", project=folder / "none.toml"),
        encoding(folder, "ours.csv", secret=folder / "none.key"),
    ):
        assert f"{folder}/none." in refused(BAD_DATA, *arguments, folder=folder)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b"\n \n,,\n", "the list is empty"),
        (b"id,name,birthdate\n", "a header but no rows"),
        (f"who,when\n{MARK},1990-01-01\n".encode(), "row 1: no header"),
        (f"{MARK} wei,1990-01-01\n{MARK} li,1991-02-03\n".encode(), "row 1: a value where a column name should be"),
        (f'id,name\n1,"{MARK}\n'.encode(), "row 2: a quote is never closed"),
        (f"id,name\n1,{MARK}\n1,{MARK}\n".encode(), "rows 2 and 3: the same id"),
        (f"id,name\n{ID_MARK},\n{ID_MARK}2,\n".encode(), "no row has a value"),
        (os.urandom(2000) + bytes(range(256)), "neither text nor a workbook"),
        (b"PK\x03\x04" + MARK.encode() * 100, "a damaged workbook"),
    ],
)
def test_lists_that_cannot_be_encoded_or_compared(folder, content, words):
    (folder / "bad.csv").write_bytes(content)
    assert words in refused(BAD_DATA, *encoding(folder, "bad.csv"), folder=folder)
    plain = (*COMPARE, folder / "bad.csv", folder / "ours.csv", "--project", folder / "star.toml")
    if "no row has a value" not in words:
        assert words in refused(BAD_DATA, *plain, folder=folder)


def test_an_unknown_encoding_is_wrong_usage(folder):
    assert "--encoding" in refused(USAGE, *encoding(folder, "ours.csv"), "--encoding", "klingon", folder=folder)


def test_a_list_without_known_headers_makes_no_project(folder):
    write_csv(folder / "bad.csv", [(f"{MARK} wei", f"{MARK} li"), (f"{MARK} a", f"{MARK} b")])
    refused(BAD_DATA, "new", folder / "new.toml", "--from", folder / "bad.csv", folder=folder)


# Projects and secrets


def test_a_project_is_not_overwritten_and_needs_a_name_and_a_purpose(folder):
    assert "exists already" in refused(USAGE, "new", folder / "star.toml", folder=folder)
    assert "purpose" in refused(USAGE, "new", folder / "new.toml", "--purpose", " ", folder=folder)
    assert "name" in refused(USAGE, "new", folder / "new.toml", "--name", "n" * 501, folder=folder)


def test_all_mistakes_of_a_project_are_told_at_once(folder):
    path = folder / "bad.toml"
    text = (folder / "star.toml").read_text("utf-8")
    path.write_text(
        text.replace("run = 1 ", 'run = "one" ').replace('kind = "date"', 'kind = "day"').replace("expected_", "un")
    )
    for arguments in (
        encoding(folder, "ours.csv", project=path),
        ("describe", path),
        ("plan", path, folder / "ours.csv"),
    ):
        line = refused(BAD_DATA, *arguments, folder=folder)
        assert "3 mistakes to mend" in line
        assert all(place in line for place in ("project run: ", "project unrows: ", "field 2 kind: "))


@pytest.mark.parametrize("content", [b"[project\n", b"\xff\xfe\x00", b"a = " + b"[" * 9000, b"a = " + b"1" * 5000, b""])
def test_what_is_no_toml_is_refused(folder, content):
    (folder / "bad.toml").write_bytes(content)
    refused(BAD_DATA, "describe", folder / "bad.toml", folder=folder)


def test_a_project_without_a_plan_says_how_to_plan(folder):
    path = write_project(folder / "new.toml", project(plan=[]))
    for arguments in (encoding(folder, "ours.csv", project=path), ("plan", path, folder / "ours.csv", "--check")):
        line = refused(BAD_DATA, *arguments, folder=folder)
        assert f"matcher plan {path} {folder}/ours.csv" in line


@pytest.mark.parametrize(("profile", "options"), [("open", []), ("clk", []), ("standard", ["--unsafe-clk"])])
def test_profiles_that_do_not_encode_or_not_so_are_refused(folder, profile, options):
    path = write_project(folder / "new.toml", project(profile, plan=PLAN))
    line = refused(USAGE, *encoding(folder, "ours.csv", project=path), *options, folder=folder)
    assert f"profile {'open' if profile == 'open' else 'clk'}" in line


def test_a_secret_is_not_overwritten(folder):
    refused(USAGE, "keygen", "-o", folder / "secret.key", folder=folder)


def test_a_secret_that_others_can_read_or_is_none_is_refused(folder):
    (folder / "secret.key").chmod(0o644)
    assert "chmod 600" in refused(BAD_DATA, *encoding(folder, "ours.csv"), folder=folder)
    (folder / "secret.key").write_text(f"matcher-secret-1\n{MARK}\n")
    (folder / "secret.key").chmod(0o600)
    assert "not a secret file" in refused(BAD_DATA, *encoding(folder, "ours.csv"), folder=folder)


def test_over_budget_nothing_is_written_and_the_keys_to_drop_are_named(folder):
    write_csv(folder / "many.csv", [HEADER, *marked(80)])
    crowded = project(plan=[*PLAN, "birthdate.year + sex.whole"])
    path = write_project(folder / "new.toml", crowded)
    line = refused(OVER_BUDGET, *encoding(folder, "many.csv", project=path), folder=folder)
    assert "0.3 allowed" in line
    assert '"birthdate.year + sex.whole"' in line


# Files that do not belong together


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"id": "ab" * 16}, "different project files"),
        ({"purpose": "another"}, "different project files"),
        ({"profile": "hardened"}, "different project files"),
        ({"run": 2}, "run 1 and run 2"),
    ],
)
def test_lists_of_different_agreements_are_not_compared(folder, change, words):
    other = project(plan=PLAN)
    other = other.model_copy(update={"project": other.project.model_copy(update=change)})
    path = write_project(folder / "other.toml", other)
    done(*encoding(folder, "theirs.csv", project=path))
    line = refused(MISMATCH, *COMPARE, folder / "ours.enc", folder / "theirs.enc", folder=folder)
    assert words in line


def test_lists_of_different_secrets_are_not_compared(folder):
    done("keygen", "-o", folder / "other.key")
    done(*encoding(folder, "theirs.csv", secret=folder / "other.key"))
    line = refused(MISMATCH, *COMPARE, folder / "ours.enc", folder / "theirs.enc", folder=folder)
    assert "different secrets" in line


def test_a_clk_is_not_compared_with_an_encoded_list(folder):
    path = write_project(folder / "other.toml", project("clk", plan=PLAN))
    done(*encoding(folder, "theirs.csv", project=path), "--unsafe-clk")
    refused(MISMATCH, *COMPARE, folder / "ours.enc", folder / "theirs.enc", folder=folder)


def test_one_list_given_twice_is_not_compared_with_itself(folder):
    shutil.copy(folder / "ours.enc", folder / "copy.enc")
    for suffix in (".enc", ".csv"):
        list_file = folder / f"ours{suffix}"
        (folder / f"link{suffix}").symlink_to(list_file)
        for other in (list_file, folder / f"link{suffix}"):
            refused(MISMATCH, *COMPARE, list_file, other, "--project", folder / "star.toml", folder=folder)
    line = refused(MISMATCH, *COMPARE, folder / "ours.enc", folder / "copy.enc", folder=folder)
    assert "the same encoded list" in line


def test_an_encoded_and_a_plain_list_are_not_compared(folder):
    for pair in (("ours.enc", "theirs.csv"), ("theirs.csv", "ours.enc")):
        line = refused(USAGE, *COMPARE, *(folder / name for name in pair), folder=folder)
        assert "one file is encoded and the other is not" in line


def test_two_plain_lists_need_a_project(folder):
    assert "--project" in refused(USAGE, *COMPARE, folder / "ours.csv", folder / "theirs.csv", folder=folder)


# Damaged encoded files


@pytest.fixture(scope="module")
def tiny(made, tmp_path_factory):
    """An encoded list of one row and one slot, beside the one to compare it with."""
    folder = tmp_path_factory.mktemp("tiny")
    shutil.copy(made / "ours.enc", folder)
    write_csv(folder / "tiny.csv", [HEADER, *marked(1)])
    forget_runs(made)
    done(*encoding(folder, "tiny.csv", project=made / "star.toml", secret=made / "secret.key"))
    done(*COMPARE, folder / "tiny.enc", folder / "ours.enc", "-o", folder / "links.csv")
    return folder


def damaged(folder, content):
    """The exit codes for a spoiled file: compared from either side, and described."""
    (folder / "spoiled.enc").write_bytes(content)
    codes = set()
    for arguments in (
        (*COMPARE, folder / "spoiled.enc", folder / "ours.enc"),
        (*COMPARE, folder / "ours.enc", folder / "spoiled.enc"),
        ("describe", folder / "spoiled.enc"),
    ):
        called = call(*arguments)
        assert called.out == ""
        assert called.err.startswith("matcher: ")
        assert called.err.count("\n") == 1
        codes.add(called.code)
    return codes


def test_a_change_of_any_byte_is_refused(tiny):
    content = (tiny / "tiny.enc").read_bytes()
    assert len(content) < 4000
    for place in range(len(content)):
        changed = bytearray(content)
        changed[place] ^= 1 + place % 255
        assert damaged(tiny, changed) <= {BAD_DATA, MISMATCH}, place


def test_a_file_cut_short_anywhere_is_refused(tiny):
    content = (tiny / "tiny.enc").read_bytes()
    # Its first byte alone, of the header's length, may be a letter, and so a list of one header to `describe`.
    for length in [0, *range(2, 20), *range(20, len(content), 17), len(content) - 1]:
        assert damaged(tiny, content[:length]) == {BAD_DATA}, length
    assert damaged(tiny, content + b"\n") == {BAD_DATA}


# Outputs


def test_an_output_that_cannot_be_written_is_told_before_the_work(folder):
    (folder / "file").write_text("")
    for place in (folder / "none", folder / "file"):
        for arguments in (
            encoding(folder, "ours.csv", output=place / "ours.enc"),
            (*COMPARE, folder / "ours.enc", folder / "theirs.enc", "-o", place / "links.csv"),
            ("keygen", "-o", place / "secret.key"),
            ("new", place / "star.toml", "--from", folder / "ours.csv"),
            (*reveal(folder)[:-1], place / "work.xlsx"),
            ("evaluate", folder / "links.csv", "--truth", folder / "truth.csv", "-o", place / "outcome.csv"),
        ):
            assert "choose another place with -o" in refused(BAD_DATA, *arguments, folder=folder)
    refused(BAD_DATA, "generate", "star-homecoming", "-o", folder / "file", folder=folder)
    refused(BAD_DATA, *encoding(folder, "ours.csv", output=folder), folder=folder)


def test_a_folder_that_turns_out_to_be_closed_leaves_nothing(folder, monkeypatch):
    def closed(*_arguments, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("matcher.atomic.tempfile.mkstemp", closed)
    line = refused(BAD_DATA, *encoding(folder, "ours.csv", output=folder / "new.enc"), folder=folder)
    assert "cannot be written (Permission denied)" in line


def test_a_full_disk_leaves_neither_the_encoded_list_nor_its_handles(folder, monkeypatch):
    replace = os.replace

    def full(source, target):
        if str(target).endswith(".enc"):
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr("matcher.atomic.os.replace", full)
    line = refused(BAD_DATA, *encoding(folder, "ours.csv", output=folder / "new.enc"), folder=folder)
    assert "No space left" in line


def test_an_output_never_replaces_an_input(folder):
    (folder / "link.csv").hardlink_to(folder / "ours.csv")
    (folder / "new.rejects.csv").write_bytes((folder / "ours.csv").read_bytes())
    plain = (*COMPARE, folder / "ours.csv", folder / "theirs.csv", "--project", folder / "star.toml")
    for arguments in (
        encoding(folder, "ours.csv", output=folder / "ours.csv"),
        encoding(folder, "ours.csv", output=folder / "secret.key"),
        encoding(folder, "new.rejects.csv", output=folder / "new.enc"),
        (*plain, "-o", folder / "theirs.csv"),
        (*plain, "-o", folder / "link.csv"),
        (*reveal(folder)[:-1], folder / "ours.csv"),
        ("evaluate", folder / "links.csv", "--truth", folder / "ours.csv", "-o", folder / "links.csv"),
        ("plan", folder / "ours.csv", folder / "ours.csv"),
    ):
        assert "would replace an input" in refused(USAGE, *arguments, folder=folder)


def test_an_output_of_an_unknown_kind_is_told_before_the_work(folder):
    for arguments in (
        (*COMPARE, folder / "none.enc", folder / "none2.enc", "-o", folder / "links.txt"),
        (*reveal(folder, handles="none.csv")[:-1], folder / "work.doc"),
        ("evaluate", folder / "none.csv", "--truth", folder / "none.csv", "-o", folder / "outcome"),
    ):
        assert ".csv, .tsv or .xlsx" in refused(USAGE, *arguments, folder=folder)


def test_what_goes_into_files_does_not_go_to_stdout(folder):
    refused(USAGE, *encoding(folder, "ours.csv", output="-"), folder=folder)
    refused(USAGE, "keygen", "-o", "-", folder=folder)


# Wrong usage


@pytest.mark.parametrize("threshold", ["nan", "inf", "-inf", "abc", "", "1,5"])
def test_a_threshold_that_is_no_finite_number_is_refused(folder, threshold):
    compare = (*COMPARE, folder / "ours.enc", folder / "theirs.enc")
    assert "--threshold" in refused(USAGE, *compare, "--threshold", threshold, folder=folder)


@pytest.mark.parametrize("arguments", [["frobnicate"], ["encode"], ["compare", "a"], ["keygen", "--loud"]])
def test_wrong_usage_says_where_to_look(tmp_path, arguments):
    assert "--help`)" in refused(USAGE, *arguments, folder=tmp_path)


def test_an_unexpected_error_shows_its_kind_and_place_only(folder, monkeypatch):
    def broken(*_arguments, **_options):
        raise KeyError(f"{MARK} wei")

    monkeypatch.setattr("matcher.pipeline.encode_list", broken)
    assert "unexpected error (KeyError in" in refused(1, *encoding(folder, "ours.csv"), folder=folder)


# Interrupts


@pytest.mark.parametrize(
    "where", ["matcher.pipeline.encode_list", "matcher.files.encoded_bytes", "matcher.atomic.os.fsync"]
)
def test_an_interrupted_run_leaves_nothing(folder, monkeypatch, where):
    def interrupted(*_arguments, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(where, interrupted)
    line = refused(INTERRUPTED, *encoding(folder, "ours.csv", output=folder / "new.enc"), folder=folder)
    assert line.startswith("matcher: interrupted")


def heed_interrupts():
    """What a shell runs in the background ignores them, and so would what that starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_in_mid_run_ends_it_with_one_line_and_no_file(folder):
    for name, seed in (("many.csv", 3), ("more.csv", 4)):
        write_csv(folder / name, [HEADER, *marked(4000, seed)])
    before = contents(folder)
    compare = python_m_matcher(
        *(*COMPARE, folder / "many.csv", folder / "more.csv", "--project", folder / "star.toml"),
        *("-o", folder / "new.csv"),
    )
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(compare, **pipes, text=True, preexec_fn=heed_interrupts) as process:
        while "nothing leaves it" not in process.stderr.readline():  # the last word before the comparison
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == INTERRUPTED
    assert (out, err) == ("", "matcher: interrupted; no file was left half-written\n")
    assert contents(folder) == before


# Links, handles and truth


def reveal(folder, links="links.csv", handles="ours.handles.csv", own="ours.csv"):
    return ("reveal", folder / links, "--handles", folder / handles, "--list", folder / own, "-o", folder / "work.csv")


def evaluate(folder, links="links.csv", left="ours.handles.csv", right="theirs.handles.csv", truth="truth.csv"):
    handles = ("--left-handles", folder / left, "--right-handles", folder / right)
    return ("evaluate", folder / links, "--truth", folder / truth, *handles)


@pytest.fixture
def linked(folder):
    """The folder with the truth of its lists."""
    write_csv(
        folder / "truth.csv", [("left_id", "right_id"), *((f"{ID_MARK}{n}", f"{ID_MARK}{n}") for n in range(6, 12))]
    )
    done(*reveal(folder))
    done(*evaluate(folder))
    (folder / "work.csv").unlink()
    return folder


def test_links_of_lists_with_nobody_in_common_are_revealed_and_evaluated(linked):
    write_csv(linked / "strangers.csv", [HEADER, *people_from_elsewhere(12)])
    done(*encoding(linked, "strangers.csv"))
    for suffix, output in ((".enc", "none.csv"), (".csv", "plain.csv")):
        lists = (linked / f"{side}{suffix}" for side in ("ours", "strangers"))
        called = done(*COMPARE, *lists, "--project", linked / "star.toml", "-o", linked / output)
        assert "0 links: " in called.err
        assert rows_of(linked / output) == []
    done(*reveal(linked, links="none.csv"))
    assert rows_of(linked / "work.csv") == []
    for links, options in (("none.csv", evaluate(linked)[4:]), ("plain.csv", ())):
        out = done("evaluate", linked / links, "--truth", linked / "truth.csv", *options).out
        assert "0 of 6 true matches linked" in out


def test_handles_of_another_run_are_refused(linked):
    done(*encoding(linked, "ours.csv", output=linked / "again.enc"))
    line = refused(MISMATCH, *reveal(linked, handles="again.handles.csv"), folder=linked)
    assert "not of the same run" in line
    refused(MISMATCH, *evaluate(linked, left="again.handles.csv"), folder=linked)
    refused(MISMATCH, *evaluate(linked, left="theirs.handles.csv", right="ours.handles.csv"), folder=linked)


def test_a_list_that_changed_since_is_not_revealed(linked):
    rows = marked(12)
    for changed in (rows[1:], rows[:4], [rows[-1], *rows[:-1]]):
        write_csv(linked / "changed.csv", [HEADER, *changed])
        line = refused(BAD_DATA, *reveal(linked, own="changed.csv"), folder=linked)
        assert "give the list as it was then" in line


def test_other_files_are_no_links_handles_or_truth(linked):
    write_csv(
        linked / "plain.csv", [("left_id", "right_id", "band", "score", "evidence"), ("a", "b", "strong", "1", "")]
    )
    write_csv(linked / "bare.csv", [("left_handle", "right_handle"), ("a", "b")])
    write_csv(linked / "rowless.csv", [("handle", "id", "row"), ("ab", f"{ID_MARK}1", f"{MARK}")])
    for arguments in (
        reveal(linked, links="ours.csv"),
        reveal(linked, links="plain.csv"),
        reveal(linked, links="bare.csv"),
        reveal(linked, links="ours.enc"),
        reveal(linked, handles="ours.csv"),
        reveal(linked, handles="rowless.csv"),
        evaluate(linked, links="ours.csv"),
        evaluate(linked, truth="ours.csv"),
        evaluate(linked, left="ours.csv"),
    ):
        refused(BAD_DATA, *arguments, folder=linked)


def test_links_with_a_damaged_row_are_refused_whole(linked):
    with (linked / "links.csv").open("a") as file:
        file.write("a,b,strong,1,name 8/8,more,than,there,should,be\n")
    for arguments in (reveal(linked), evaluate(linked)):
        assert "damaged" in refused(BAD_DATA, *arguments, folder=linked)


def test_links_between_encoded_lists_need_both_handles_to_be_evaluated(linked):
    refused(USAGE, *evaluate(linked)[:-2], folder=linked)
