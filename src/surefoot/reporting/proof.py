"""Proofs: text for people, JSON for programs, and the formats of `validate` for the claims that do not hold."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from surefoot.diagnostics import Fault
from surefoot.model import Presentation, RecordSet
from surefoot.proof import PROOF_CODES, Proof, Result, Verdict, Witness
from surefoot.reporting.conditions import value_words
from surefoot.reporting.json_writer import json_text
from surefoot.reporting.style import Style, bullet

Renderer: TypeAlias = Callable[[Proof, RecordSet, Style], str]

_WHAT = {
    "broken-promise": ("properties", "hold for every patient"),
    "empty-property": ("properties", "are about somebody"),
    "unneeded-exemption": ("exemptions", "are needed"),
    "unreachable-rule": ("rules", "can fire"),
    "unneeded-rule": ("rules", "are needed"),
    "dead-part": ("rules and patterns", "have no dead part without a reason"),
    "unneeded-reason": ("reasons for dead parts", "are needed"),
    "undemanded-level": ("levels", "are brought about by a rule"),
    "vacuous-constraint": ("constraints", "exclude somebody"),
    "contradictory-constraint": ("constraints", "agree with the others"),
}


def proof_faults(proof: Proof, records: RecordSet) -> Iterator[tuple[str, Fault]]:
    """What does not hold, as faults with the slugs of their codes; the smallest patient stands in the help."""
    for result in proof.results:
        if result.verdict is not Verdict.PROVED:
            record = records.get(result.kind, result.id)
            file = record.file if record else ""
            words = "; ".join(_patient(result.witness, records)) if result.witness else ""
            cure = PROOF_CODES[result.slug].cure
            yield result.slug, Fault(file, result.pointer, result.message, f"{words}; {cure}" if words else cure)


def _text(proof: Proof, records: RecordSet, style: Style) -> str:
    lines: list[str] = []
    for result in (r for r in proof.results if r.verdict is not Verdict.PROVED):
        lines += [*_refutation(result, records, style), ""]
    counts = Counter((result.slug, result.verdict) for result in proof.results)
    for slug, (things, holds) in _WHAT.items():
        proved = counts[slug, Verdict.PROVED]
        total = proved + counts[slug, Verdict.REFUTED]
        if total:
            mark = style("proved", "green") if proved == total else style("NOT PROVED", "red")
            lines.append(f"{mark}: {proved} of {total} {things} {holds}")
    undecided = sum(result.verdict is Verdict.UNDECIDED for result in proof.results)
    if undecided:
        lines.append(f"{style('UNDECIDED', 'yellow')}: {undecided}; give the solver more time with --time-limit")
    lines.append(f"{proof.questions} questions to the solver in {proof.seconds:.1f} s, about every possible patient.")
    return "\n".join(lines)


def _refutation(result: Result, records: RecordSet, style: Style) -> list[str]:
    code = PROOF_CODES[result.slug]
    colour = "red" if code.severity.value == "error" else "yellow"
    head = f"{style(f'{code.severity.value} {code.code}', colour, 'bold')} {code.slug}"
    lines = [f"{head}: {result.kind.value} {result.id}{f' at {result.pointer}' if result.witness is None else ''}"]
    lines.append(f"  {result.message}")
    if result.witness is not None:
        lines.append("  the smallest patient:")
        lines += [bullet(words, "    ") for words in _patient(result.witness, records)]
        if result.others:
            lines.append(f"  it is broken for {', '.join(result.others)} too")
    return lines


def _patient(witness: Witness, records: RecordSet) -> list[str]:
    normal = {name: finding.normal for name, finding in records.findings.items()}
    answers = witness.presentation.answers
    told = [name for name in answers if answers[name] != normal[name] or name == witness.finding]
    usual = [name for name in answers if name not in told]
    words = [_answer(name, witness, records) for name in told]
    if usual:
        words.append(f"as usual: {', '.join(usual)}")
    promised = "" if witness.was else f"; promised: {witness.promised}" if witness.promised else ""
    got = witness.urgency or "out of scope"
    words.append(f"{witness.was} becomes {got}" if witness.was else f"triage says: {got}{promised}")
    words.append(f"rules that fire: {', '.join(witness.fired) or 'none'}")
    return words


def _answer(name: str, witness: Witness, records: RecordSet) -> str:
    title = records.findings[name].title
    now = value_words(witness.presentation.answers[name], name, records)
    if witness.before is None or name != witness.finding:
        return f"{title} ({name}): {now}"
    before = value_words(witness.before.value(name), name, records) if name in witness.before else "not asked"
    return f"{title} ({name}): {before}, then {now}"


def _json(proof: Proof, records: RecordSet, _: Style) -> str:
    return json_text(proof_json(proof))


def proof_json(proof: Proof) -> dict[str, Any]:
    """The form of schemas/proof.schema.json."""
    return {
        "kb": {"id": proof.kb, "version": proof.version, "hash": proof.hash},
        "proved": len(proof.of(Verdict.PROVED)),
        "refuted": len(proof.of(Verdict.REFUTED)),
        "undecided": len(proof.of(Verdict.UNDECIDED)),
        "questions": proof.questions,
        "results": [_result_json(result) for result in proof.results],
    }


def _result_json(result: Result) -> dict[str, Any]:
    code = PROOF_CODES[result.slug]
    return {
        "code": code.code,
        "slug": code.slug,
        "kind": result.kind.value,
        "id": result.id,
        "pointer": result.pointer,
        "claim": result.claim,
        "verdict": result.verdict.value,
        "message": result.message,
        "others": list(result.others),
        "witness": None if result.witness is None else _witness_json(result.witness),
    }


def _witness_json(witness: Witness) -> dict[str, Any]:
    return {
        "presentation": _presentation_json(witness.presentation),
        "urgency": witness.urgency,
        "fired": list(witness.fired),
        "promised": witness.promised,
        "finding": witness.finding,
        "before": None if witness.before is None else _presentation_json(witness.before),
        "urgency_before": witness.was,
    }


def _presentation_json(presentation: Presentation) -> dict[str, Any]:
    return {name: list(v) if isinstance(v, tuple) else v for name, v in presentation.answers.items()}


def _junit(proof: Proof, records: RecordSet, _: Style) -> str:
    """Each claim is a test case; warnings do not fail."""
    from xml.etree import ElementTree

    from surefoot.reporting.style import one_line

    bad = {r: PROOF_CODES[r.slug].severity.value == "error" for r in proof.results if r.verdict is not Verdict.PROVED}
    unsure = len(proof.of(Verdict.UNDECIDED))
    counts = {"tests": str(len(proof.results)), "failures": str(sum(bad.values()) - unsure), "errors": str(unsure)}
    root = ElementTree.Element("testsuites", {"name": "surefoot", **counts})
    suite = ElementTree.SubElement(root, "testsuite", {"name": "surefoot prove", **counts})
    for result in proof.results:
        name = f"{result.slug}: {result.kind.value} {result.id}"
        case = ElementTree.SubElement(suite, "testcase", {"classname": "prove", "name": name})
        if result in bad:
            tag = "error" if result.verdict is Verdict.UNDECIDED else "failure" if bad[result] else "system-out"
            told = _patient(result.witness, records) if result.witness else []
            attributes = {} if tag == "system-out" else {"message": one_line(result.message)}
            ElementTree.SubElement(case, tag, attributes).text = "\n".join(map(one_line, [result.message, *told]))
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="us-ascii", xml_declaration=False).decode("ascii")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'


PROOF_RENDERERS: Mapping[str, Renderer] = {"text": _text, "json": _json, "junit": _junit}
"""SARIF is that of `validate`, from `proof_faults`."""
