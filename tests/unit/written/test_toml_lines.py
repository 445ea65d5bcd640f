"""Lines of TOML keys: what the parser of the standard library does not keep."""

import tomllib

from hypothesis import given, settings
from hypothesis import strategies as st

from douane.written.toml_lines import line_of, locate

TEXT = '''\
# [fake]
top = 1
a.b = { c = 2, "d.e" = 3 }

[table]        # a remark
text = """
not = "a key"
[[rule]]
"""
list = [
  "x", # ] and " and [
  { y = 1 },
]
after = true
[[rule]]
id = "one"
  [rule.sub]
  deep = 1
[[rule]]
id = \'\'\'
two\'\'\'
[[rule.more]]
[[rule.more]]
z = 1
["quoted.name"]
'''

EXPECTED = {
    ("top",): 2,
    ("a",): 3,
    ("a", "b"): 3,
    ("a", "b", "c"): 3,
    ("a", "b", "d.e"): 3,
    ("table",): 5,
    ("table", "text"): 6,
    ("table", "list"): 10,
    ("table", "list", 0): 10,
    ("table", "list", 1): 10,
    ("table", "list", 1, "y"): 10,
    ("table", "after"): 14,
    ("rule",): 15,
    ("rule", 0): 15,
    ("rule", 0, "id"): 16,
    ("rule", 0, "sub"): 17,
    ("rule", 0, "sub", "deep"): 18,
    ("rule", 1): 19,
    ("rule", 1, "id"): 20,
    ("rule", 1, "more"): 22,
    ("rule", 1, "more", 0): 22,
    ("rule", 1, "more", 1): 23,
    ("rule", 1, "more", 1, "z"): 24,
    ("quoted.name",): 25,
}


def test_every_key_has_the_line_it_begins_on() -> None:
    assert locate(TEXT) == EXPECTED


def test_windows_line_ends_change_nothing() -> None:
    assert locate(TEXT.replace("\n", "\r\n")) == EXPECTED


def test_an_unknown_path_has_the_line_of_its_nearest_ancestor() -> None:
    assert line_of(("rule", 1, "absent", 3), locate(TEXT)) == 19
    assert line_of(("absent",), locate(TEXT)) == 1


def test_a_long_file_of_short_statements_is_located_to_its_end() -> None:
    text = "\n".join(f'key_{number} = "{"x" * 1000}"' for number in range(2000))

    assert locate(text)["key_1999",] == 2000


def test_a_list_too_long_to_find_its_end_costs_little() -> None:
    text = "before = 1\nlist = [\n" + '  "0123456789",\n' * 5000 + "]\nafter = 1"

    assert locate(text) == {("before",): 1}


def paths(node: object, path: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    members: dict[str | int, object] = {}
    if isinstance(node, dict):
        members = node
    elif isinstance(node, list):
        members = dict(enumerate(node))
    inner = (paths(member, (*path, key)) for key, member in members.items())
    return {path}.union(*inner)


names = st.sampled_from(["a", "b", '"c.d"', "'e'"])
atoms = st.sampled_from(
    [
        "1",
        '"x"',
        "'''\n[[a]]\nb = 1'''",
        '"""\n#"""',
        "[1,\n# ]\n 2]",
        "{ f = [\n1] }",
        "[{ g = 1 }]",
    ]
)
statements = st.one_of(
    st.builds("{} = {}".format, names, atoms),
    st.builds("{}.{} = {}".format, names, names, atoms),
    st.builds("[{}]".format, names),
    st.builds("[{}.{}] # [[x]]".format, names, names),
    st.builds("[[{}]]".format, names),
    st.builds("[[{}.{}]]".format, names, names),
    st.sampled_from(["", "# a = 1", "   "]),
)


@settings(max_examples=400, deadline=None)
@given(parts=st.lists(statements, max_size=12))
def test_every_key_of_any_file_is_located_where_it_begins(parts: list[str]) -> None:
    kept: list[str] = []
    begins: set[int] = set()
    for part in parts:
        try:
            tomllib.loads("\n".join([*kept, part]))
        except tomllib.TOMLDecodeError:
            continue
        begins.add("\n".join([*kept, ""]).count("\n") + 1)
        kept.append(part)
    text = "\n".join(kept)

    lines = locate(text)

    assert set(lines) == paths(tomllib.loads(text)) - {()}
    assert set(lines.values()) <= begins
