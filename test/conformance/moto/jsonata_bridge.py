"""Gives moto's interpreter a real JSONata: moto ships none (it expects a JVM library that is not in the package).

Variables travel as data. moto writes them into the text of the expression instead, which breaks strings that hold
a quote or a backslash; Step Functions has no such fault.
"""

import datetime
import json
import subprocess
import sys
import threading

from moto.stepfunctions.parser.asl.component.intrinsic import jsonata as intrinsic
from moto.stepfunctions.parser.asl.jsonata import jsonata
from moto.stepfunctions.parser.asl.utils.encoding import to_json_str

_SCOPE_END = "\x1e"  # separates the encoded scopes, and the last of them from the expression
_WRAPPERS = ("$exists(", "$type(")  # moto wraps the composed text in these to look at a result again


class JSONataProcess:
    """One Node process, asked by one thread at a time."""

    def __init__(self, node: str, script: str):
        self._lock = threading.Lock()
        self._process = subprocess.Popen(
            [node, "--disable-warning=ExperimentalWarning", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def evaluate(self, composed: str):
        *scopes, expression = composed.split(_SCOPE_END)
        for wrapper in _WRAPPERS:
            if scopes and scopes[0].startswith(wrapper):
                scopes[0] = scopes[0][len(wrapper) :]
                expression = wrapper + expression
        question = '{"bindings":[' + ",".join(scopes) + '],"expression":' + json.dumps(expression) + "}\n"
        with self._lock:
            self._process.stdin.write(question.encode())
            self._process.stdin.flush()
            answer = json.loads(self._process.stdout.readline())
        if "error" in answer:
            raise jsonata.JSONataException("UNKNOWN", answer["error"])
        return answer.get("value")


def _utc(time) -> str:
    """Step Functions writes 2026-01-02T03:04:05.678Z; moto writes microseconds and +00:00."""
    moment = datetime.datetime.fromisoformat(time) if isinstance(time, str) else time
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def _encode(bindings: dict) -> str:
    context = bindings.get("$states", {}).get("context")
    if context:
        times = {"Execution": "StartTime", "State": "EnteredTime"}
        plain = {part: {**context[part], time: _utc(context[part][time])} for part, time in times.items()}
        bindings = {"$states": {**bindings["$states"], "context": {**context, **plain}}}
    return to_json_str(bindings, separators=(",", ":")) + _SCOPE_END


def _compose(final_jsonata_expression: str, variable_declarations_list: list) -> str:
    return "".join(variable_declarations_list) + final_jsonata_expression


def _references(expression: str) -> set:
    # moto refuses `$` and `$$` wherever they stand. Step Functions allows them inside a predicate or a function,
    # where they have a meaning; at the top level they yield nothing, which fails the state in both.
    found = jsonata._PATTERN_VARIABLE_REFERENCE.findall(expression or "")
    return {reference for reference in found if reference and reference not in ("$", "$$")}


def install(node: str, script: str) -> None:
    """Replaces moto's functions in every module that has imported them by name."""
    process = JSONataProcess(node, script)
    replacements = {
        jsonata.encode_jsonata_variable_declarations: _encode,
        jsonata.compose_jsonata_expression: _compose,
        jsonata.extract_jsonata_variable_references: _references,
        jsonata.eval_jsonata_expression: process.evaluate,
        intrinsic.get_intrinsic_functions_declarations: lambda variable_references: "",
    }
    for name, module in list(sys.modules.items()):
        if name.startswith("moto.stepfunctions"):
            for attribute, value in list(vars(module).items()):
                if callable(value) and getattr(value, "__hash__", None) and value in replacements:
                    setattr(module, attribute, replacements[value])
