"""Link two small lists from Python, first encoded, then plainly. The people are invented.

Run it with `python examples/link_two_lists.py`.
"""

from __future__ import annotations

from matcher import pipeline
from matcher.encodings import Links
from matcher.parts import Parts, parts_of
from matcher.project import Field, MatchKey, Project, new_project
from matcher.records import records_of
from matcher.secret import new_secret
from matcher.tables import Table

HEADER = ("id", "name", "birthdate", "passport")
FAMILIES = [
    ("F1", "张伟", "1997-08-03", "E12345678"),
    ("F2", "吕小梅", "1984年12月31日", ""),
    ("F3", "王芳", "2001-02-03", "EA0000017"),
    ("F4", "Nguyen Van Hung", "1990-05-06", ""),
]
POLICE = [
    ("P1", "WANG, FANG", "03/02/2001", "EA00***17"),
    ("P2", "ZHANG WEI", "1997-03-08", "E12345678"),  # day and month swapped
    ("P3", "LYU XIAOMEI", "1984-12-31", ""),
    ("P4", "SOMCHAI JAIDEE", "1990-05-06", ""),
]


def agreement() -> Project:
    """What both owners hold. Real projects plan their keys on a list: `matcher new --from LIST`."""
    fields = [
        Field(name="name", kind="name", columns=["name"]),
        Field(name="birthdate", kind="date", columns=["birthdate"]),
        Field(name="passport", kind="document", columns=["passport"]),
    ]
    project = new_project(
        "example", fields, profile="standard", expected_rows=100, purpose="an example", id_columns=["id"]
    )
    keys = ("names.letters + birthdate.month_day", "names.sound + birthdate.year", "passport.whole")
    return project.with_plan([MatchKey.parse(key) for key in keys])


def parts(rows: list[tuple[str, ...]], project: Project) -> Parts:
    """A list as the project sees it: every cell normalised."""
    table = Table("list", HEADER, rows, list(range(2, len(rows) + 2)), [], "written above")
    return parts_of(records_of(table, project), project)


def show(title: str, links: Links, left: list[str], right: list[str]) -> None:
    print(title)
    for a, b, score in zip(links.left, links.right, links.score, strict=True):
        print(f"  {left[a]} is {right[b]}  (score {score:.1f})")


def main() -> None:
    project = agreement()
    secret = new_secret()  # the owners share it; whoever compares must not have it
    families, police = parts(FAMILIES, project), parts(POLICE, project)

    # Each owner encodes its own list. Rows are shuffled; the owner keeps which row is which.
    left = pipeline.encode_list(families, project, secret)
    right = pipeline.encode_list(police, project, secret)

    # The linkage unit sees only the encoded lists.
    links = pipeline.compare_encoded(left.encoded, right.encoded)
    names = [[rows[row][0] for row in side.rows] for rows, side in zip((FAMILIES, POLICE), (left, right), strict=True)]
    show("encoded:", links, *names)

    # Where one machine holds both plain lists, nothing needs hiding: all pairs are compared.
    links = pipeline.compare_plain(families, police, project)
    show("plain:", links, [row[0] for row in FAMILIES], [row[0] for row in POLICE])


if __name__ == "__main__":
    main()
