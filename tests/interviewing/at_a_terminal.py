"""`surefoot triage` at a pseudo-terminal for many patients: python at_a_terminal.py KB [ID ...] -> JSON lines.

The knowledge base is opened once; each interview is a process of its own, forked from this one.
"""

import json
import os
import pty
import select
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from interviewing.answerer import Answerer
from surefoot.model import KnowledgeBase, Scenario

_PROMPT = b": "
_SECONDS = 60


def interview(kb: KnowledgeBase, patient: Any, arguments: list[str]) -> tuple[int, str, str, Answerer]:
    """The exit code, standard output, what the terminal showed, and the one who answered."""
    answerer = Answerer(kb, patient)
    with tempfile.TemporaryFile() as output:
        child, terminal = pty.fork()
        if child == 0:
            _run(kb, arguments, output.fileno())
        transcript = _answered(terminal, answerer)
        _, status = os.waitpid(child, 0)
        os.close(terminal)
        output.seek(0)
        return os.waitstatus_to_exitcode(status), output.read().decode(), transcript, answerer


def _run(kb: KnowledgeBase, arguments: list[str], output: int) -> None:
    """The command line in the child; standard output goes to a file, everything else to the terminal."""
    import traceback

    import surefoot_cli.opening
    from surefoot_cli.main import main

    sys.stdin, sys.stderr, sys.stdout = os.fdopen(0), os.fdopen(2, "w"), os.fdopen(output, "w")
    surefoot_cli.opening.opened = lambda _: kb
    sys.argv = ["surefoot", "triage", *arguments]
    code = 70
    try:
        main()
    except SystemExit as stop:
        code = int(stop.code or 0)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _answered(terminal: int, answerer: Answerer) -> str:
    shown, since = "", b""
    while select.select([terminal], [], [], _SECONDS)[0]:
        try:
            part = os.read(terminal, 65536)
        except OSError:
            break
        if not part:
            break
        since += part
        if since.endswith(_PROMPT) and not select.select([terminal], [], [], 0)[0]:
            text = since.decode().replace("\r\n", "\n")
            typed = answerer.reply(text)
            os.write(terminal, typed.encode() + b"\n")
            shown, since = shown + text, b""
    return shown + since.decode().replace("\r\n", "\n")


def outcome(kb: KnowledgeBase, scenario: Scenario) -> dict[str, Any]:
    """How the interview of the patient of a scenario ended."""
    patient = scenario.presentation.answers
    code, output, _, answerer = interview(kb, patient, ["--format", "json", "--no-color"])
    urgency = json.loads(output)["urgency"] if code == 0 else "failed"
    return {"id": scenario.id, "urgency": urgency, "screens": answerer.screens, "alarms": answerer.alarms}


def main() -> None:
    """One line of JSON for each scenario, of all or of those that are named."""
    from surefoot.validation import open_knowledge_base

    kb = open_knowledge_base(Path(sys.argv[1]), scenarios=True)
    wanted = sys.argv[2:] or [*kb.records.scenarios]
    for name in wanted:
        sys.stdout.write(json.dumps(outcome(kb, kb.records.scenarios[name])) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
