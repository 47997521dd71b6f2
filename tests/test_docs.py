"""The documents say what the code does: every command, setting and column stands in them."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from typer.main import get_command

from newsvane import cli, study, tables

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def table_lines() -> list[str]:
    """The table of tables, as the README should hold it."""
    lines = []
    for table in tables.TABLES.values():
        if table.name in tables.INTERNAL:
            continue
        lines += [f"**{table.name}**, one row per {table.row}", "", "| column | meaning | unit |"]
        lines += ["|---|---|---|"]
        for column in table.columns:
            choices = f" ({', '.join(column.choices)})" if column.choices else ""
            null = "; may be null" if column.nullable and "null" not in column.meaning else ""
            meaning = f"{column.meaning}{choices}{null}"
            lines.append(f"| {column.name} | {meaning} | {column.unit} |")
        lines.append("")
    return lines


def test_every_table_and_column_is_in_the_readme():
    held = README.split("<!-- tables -->")[1].split("<!-- /tables -->")[0]
    assert held.strip() == "\n".join(table_lines()).strip()


@pytest.mark.parametrize("name", sorted(get_command(cli.app).commands))
def test_every_command_is_in_the_readme_and_has_an_example(name):
    assert f"newsvane {name} " in README
    assert f"newsvane {name} " in (get_command(cli.app).commands[name].epilog or "")


def test_every_command_of_the_readme_exists():
    commands = get_command(cli.app).commands
    for line in re.findall(r"^newsvane (.+?)(?:\s+#.*)?$", README, re.MULTILINE):
        name, *arguments = line.split()
        options = {option for param in commands[name].params for option in param.opts}
        used = {argument for argument in arguments if argument.startswith("--")}
        assert used <= options, f"newsvane {line}"


def test_every_make_target_of_the_readme_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"\bmake (demo|test|lint|types|help|\w+)\b(?=\s{2,}#|`)", README):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_every_setting_is_in_the_commented_study():
    text = study.write_toml(name="x", articles=["articles"], claims=[])
    for section, kind in study._SECTIONS.items():
        assert f"# [{section}]" in text
        for item in fields(kind):
            assert re.search(rf"^# {item.name} = ", text, re.MULTILINE), f"{section}.{item.name}"


def test_the_benchmarks_named_in_the_documents_exist():
    for name in re.findall(r"tests/benchmarks/\w+\.py", README):
        assert (ROOT / name).exists()


def test_the_documents_stay_short():
    assert len((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines()) <= 100


def test_every_module_is_in_the_architecture():
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    source = ROOT / "src" / "newsvane"
    for path in source.rglob("*.py"):
        if path.name != "__init__.py" and "sample" not in path.parts:
            assert f"{path.stem}.py" in text, path.relative_to(source)
