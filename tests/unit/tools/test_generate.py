"""tools/generate.py: the reference is written from the code, and --check notices when it is stale."""

import importlib.util
from pathlib import Path
from types import ModuleType

import click
import pytest

from surefoot.loading import schema_named
from surefoot.model import Kind
from surefoot.proof import PROOF_CODES
from surefoot.transitions import TRANSITION_CODES
from surefoot.validation import all_codes
from surefoot_cli.main import COMMANDS, cli

SCRIPT = Path(__file__).parents[3] / "tools" / "generate.py"


def _loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("surefoot_generate", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


generate = _loaded()
PAGES = generate.pages()


def _section(page: str, heading: str) -> str:
    _, found, rest = page.partition(f"\n{heading}\n")
    assert found, f"the page has no heading {heading!r}"
    mark = heading.split(" ", maxsplit=1)[0] + " "
    return rest.split(f"\n{mark}")[0]


@pytest.fixture
def written(tmp_path):
    """A folder that holds the reference as it should be."""
    generate.main(["--folder", str(tmp_path)])
    return tmp_path


def test_the_reference_in_the_repository_is_fresh(capsys):
    """docs/reference holds what the code says now."""
    assert generate.main(["--check"]) == 0, capsys.readouterr().err


CODES = (*all_codes(), *PROOF_CODES.values(), *TRANSITION_CODES.values())


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.code)
def test_every_code_has_a_page_with_its_four_texts(code):
    """The page of a code holds its example as it stands, and its other texts as sentences."""
    page = PAGES[f"checks/{code.code}.md"]
    assert page.startswith(f"# {code.code} {code.slug}\n")
    assert code.example in _section(page, "## Example")
    for heading, text in [("What it flags", code.flags), ("Why it matters", code.matters), ("How to fix", code.cure)]:
        assert text[1:].removesuffix(".") in _section(page, f"## {heading}")


def test_there_is_no_page_for_a_code_that_does_not_exist():
    """The folder of the codes holds one page for each code and the index."""
    expected = {f"checks/{code.code}.md" for code in CODES} | {"checks/README.md"}
    assert {path for path in PAGES if path.startswith("checks/")} == expected


def test_the_index_links_to_every_code():
    """Every code stands in the index with its name and a link to its page."""
    index = PAGES["checks/README.md"]
    assert not [c.code for c in CODES if f"| [{c.code}]({c.code}.md) | `{c.slug}` |" not in index]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented_with_all_its_options(name):
    """The page of the command line holds the usage, every option and every argument of each command."""
    section = _section(PAGES["cli.md"], f"## surefoot {name}")
    command = cli.get_command(click.Context(cli), name)
    assert f"Usage: surefoot {name}" in section
    for parameter in command.params:
        if getattr(parameter, "hidden", False):
            continue
        names = parameter.opts if isinstance(parameter, click.Option) else [parameter.human_readable_name]
        assert all(text in section for text in names), parameter.name


def test_help_is_at_most_100_columns_wide():
    """The help texts are laid out for 100 columns."""
    blocks = PAGES["cli.md"].split("```text\n")[1:]
    lines = [line for block in blocks for line in block.split("```")[0].splitlines()]
    assert 80 < max(map(len, lines)) <= 100


@pytest.mark.parametrize("kind", Kind, ids=str)
def test_every_key_of_a_kind_is_in_its_table(kind):
    """The section of a kind lists each key of its schema, and says whether it is required."""
    section = _section(PAGES["schemas.md"], f"### {kind.value}")
    schema = schema_named(kind.value)
    for key in schema["properties"]:
        needed = "yes" if key in schema["required"] else "no"
        assert f"\n| `{key}` | {needed} | " in section, key


def test_a_shared_part_lends_its_description_to_a_key():
    """A key that refers to a shared part is described by it."""
    review = schema_named("common")["$defs"]["review"]["description"]
    assert f"| `review` | yes | Review | {review} |" in _section(PAGES["schemas.md"], "### rule")


def test_keys_inside_objects_and_lists_are_listed():
    """Keys inside an object follow a dot, keys of the entries of a list follow brackets."""
    assert "\n| `expect.fires` | yes |" in _section(PAGES["schemas.md"], "### scenario")
    assert "\n| `look_alikes[].denied` | yes |" in _section(PAGES["schemas.md"], "### rule")


def test_every_link_leads_to_a_page():
    """No page of the reference links to a page that is not there."""
    for path, text in PAGES.items():
        for target in [part.split(")")[0] for part in text.split("](")[1:]]:
            where = (Path(path).parent / target).as_posix()
            assert where in PAGES, f"{path} links to {target}"


def test_check_is_content_with_what_was_written(written, capsys):
    """After writing, the check finds nothing and says nothing."""
    assert generate.main(["--check", "--folder", str(written)]) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("path", "spoil"),
    [
        ("cli.md", lambda file: file.write_text(file.read_text() + "more\n")),
        ("checks/R101.md", lambda file: file.unlink()),
        ("checks/R999.md", lambda file: file.write_text("# R999\n")),
        ("schemas.md", lambda file: file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))),
    ],
    ids=["changed", "missing", "left-over", "other-line-ends"],
)
def test_check_names_the_stale_page_and_leaves_it(written, capsys, path, spoil):
    """The check exits with 1, names the page on standard error, and changes no file."""
    spoil(written / path)
    before = {file: file.read_bytes() for file in written.rglob("*.*")}
    assert generate.main(["--check", "--folder", str(written)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert [line for line in err.splitlines() if line.startswith(f"{written / path}: ")]
    assert sum(line.startswith(str(written)) for line in err.splitlines()) == 1
    assert {file: file.read_bytes() for file in written.rglob("*.*")} == before


def test_writing_mends_what_is_stale(written):
    """Writing brings back a lost page, mends a changed one and removes one that is no longer needed."""
    (written / "cli.md").write_text("old\n")
    (written / "checks" / "R101.md").unlink()
    (written / "checks" / "R999.md").write_text("# R999\n")
    assert generate.main(["--folder", str(written)]) == 0
    held = {file.relative_to(written).as_posix(): file.read_text() for file in written.rglob("*.*")}
    assert held == dict(PAGES)


def test_writing_leaves_fresh_pages_untouched(written):
    """A page that is as it should be is not written anew."""
    fresh = (written / "cli.md").stat().st_mtime_ns
    (written / "README.md").write_text("old\n")
    generate.main(["--folder", str(written)])
    assert (written / "cli.md").stat().st_mtime_ns == fresh
