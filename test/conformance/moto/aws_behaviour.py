"""Makes moto's interpreter behave like Step Functions where the two are known to differ, and makes it fast.

Each change is an entry of known-differences.ts, with its reason.
"""

import base64
import functools
import json
import threading
import time
import types

import boto3
from botocore.config import Config
from moto.stepfunctions.parser.api import (
    EvaluationFailedEventDetails,
    ExecutionFailedEventDetails,
    HistoryEventType,
)
from moto.stepfunctions.parser.asl.component import eval_component
from moto.stepfunctions.parser.asl.component.common.assign.assign_decl import AssignDecl
from moto.stepfunctions.parser.asl.component.common.error_name.error_name import ErrorName
from moto.stepfunctions.parser.asl.component.common.error_name.failure_event import FailureEvent, FailureEventException
from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name import StatesErrorName
from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name_type import StatesErrorNameType
from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl
from moto.stepfunctions.parser.asl.component.common.string.string_expression import StringJSONata
from moto.stepfunctions.parser.asl.component.common.timeouts.timeout import EvalTimeoutError
from moto.stepfunctions.parser.asl.component.state.choice.comparison.comparison import ConditionStringJSONata
from moto.stepfunctions.parser.asl.component.state.choice.state_choice import StateChoice
from moto.stepfunctions.parser.asl.component.state.exec.execute_state import ExecutionState
from moto.stepfunctions.parser.asl.component.state.exec.state_map.iteration import iteration_worker
from moto.stepfunctions.parser.asl.component.state.exec.state_parallel import branches_decl
from moto.stepfunctions.parser.asl.component.state.exec.state_task import lambda_eval_utils
from moto.stepfunctions.parser.asl.component.state.state import CommonStateField
from moto.stepfunctions.parser.asl.component.state.wait.wait_function.wait_function import WaitFunction
from moto.stepfunctions.parser.asl.eval.callback.callback import (
    CallbackConsumerTimeout,
    CallbackNotifyConsumerError,
    CallbackPoolManager,
)
from moto.stepfunctions.parser.asl.eval.event.event_detail import EventDetails
from moto.stepfunctions.parser.asl.eval.variable_store import IllegalOuterScopeWrite, VariableStore
from moto.stepfunctions.parser.asl.jsonata.jsonata import JSONataException
from moto.stepfunctions.parser.asl.parse.asl_parser import AmazonStateLanguageParser
from moto.stepfunctions.parser.asl.parse.preprocessor import Preprocessor
from moto.stepfunctions.parser.asl.utils.encoding import to_json_str

TIMES_OUT_HEADER = "x-signalbox-times-out"


def query_evaluation_error(env, cause: str) -> FailureEventException:
    name = StatesErrorName(typ=StatesErrorNameType.StatesQueryEvaluationError)
    details = EventDetails(
        evaluationFailedEventDetails=EvaluationFailedEventDetails(error=name.error_name, cause=cause)
    )
    return FailureEventException(
        FailureEvent(env=env, error_name=name, event_type=HistoryEventType.EvaluationFailed, event_details=details)
    )


def fail_expressions_as_step_functions_does() -> None:
    """An expression that throws is States.QueryEvaluationError there, and can be caught; moto stops at States.Runtime."""
    evaluate = StringJSONata._eval_body

    def evaluate_or_fail(self, env):
        try:
            evaluate(self, env)
        except JSONataException as failure:
            cause = f"The JSONata expression '{self.expression}' threw an error: {failure.details}"
            raise query_evaluation_error(env, cause) from failure

    StringJSONata._eval_body = evaluate_or_fail


def assign_now(env) -> None:
    for name, value in env.variable_store.assigned_at_exit.items():
        env.variable_store.set(variable_identifier=name, variable_value=value)


def assign_at_the_end_of_a_state() -> None:
    """Assign and Output of a state both see the variables as they were on entry; moto assigns before Output."""

    def evaluate(self, env):
        declarations = {}
        for binding in self.declaration_bindings:
            binding.eval(env=env)
            declarations.update(env.stack.pop())
        for name, value in declarations.items():
            if name in env.variable_store._outer_scope:
                raise IllegalOuterScopeWrite(variable_identifier=name, variable_value=value)
        env.variable_store.assigned_at_exit = declarations

    AssignDecl._eval_body = evaluate
    enter, leave = CommonStateField._eval_body, CommonStateField._set_next

    def forget_then_enter(self, env):
        env.variable_store.assigned_at_exit = {}
        enter(self, env)

    def assign_then_leave(self, env):
        assign_now(env)
        leave(self, env)

    CommonStateField._eval_body, CommonStateField._set_next = forget_then_enter, assign_then_leave


def choose_as_step_functions_does() -> None:
    """The state's own Assign and Output belong to the default alone. moto evaluates them whenever the chosen rule
    leads where the default does; it also reports a condition that is no boolean, and no match without a default, as
    States.Runtime."""
    ConditionStringJSONata._eval_body = lambda self, env: self.string_jsonata.eval(env=env)

    def choose(self, env):
        for rule in self.choices_decl.rules:
            rule.comparison.eval(env)
            holds = env.stack.pop()
            if not isinstance(holds, bool):
                raise query_evaluation_error(env, f"The Condition must yield a boolean; it yielded {holds!r}")
            if holds:
                env.stack.append((rule.next_stmt.name, rule.assign, rule.output))
                return
        if self.default_state is None:
            name = StatesErrorName(typ=StatesErrorNameType.StatesNoChoiceMatched)
            details = EventDetails(
                executionFailedEventDetails=ExecutionFailedEventDetails(
                    error=name.error_name, cause=f"No choice rule of {self.name} holds, and it has no Default"
                )
            )
            raise FailureEventException(
                FailureEvent(env=env, error_name=name, event_type=HistoryEventType.ExecutionFailed, event_details=details)
            )
        env.stack.append((self.default_state.state_name, self.assign_decl, self.output))

    def leave(self, env):
        next_state, assign, output = env.stack.pop()
        if assign:
            assign.eval(env=env)
        if output:
            output.eval(env=env)
        assign_now(env)
        env.next_state_name = next_state

    StateChoice._eval_state, StateChoice._eval_state_output = choose, leave


def invoke_functions_at(endpoint: str) -> None:
    """Sends `lambda` to our endpoint, with one client for all tasks (making one takes far longer than a call).

    The execution and the state travel as the Lambda client context, so that one endpoint serves many executions.
    """
    lambda_client = boto3.client(
        "lambda",
        region_name="us-east-1",
        endpoint_url=endpoint,
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(
            parameter_validation=False,
            retries={"total_max_attempts": 1},
            max_pool_connections=100,
            read_timeout=600,
        ),
    )
    call = threading.local()

    class Client:
        def invoke(self, **parameters):
            context = base64.b64encode(json.dumps(call.context).encode()).decode()
            response = lambda_client.invoke(ClientContext=context, **parameters)
            if TIMES_OUT_HEADER in response["ResponseMetadata"]["HTTPHeaders"]:
                raise EvalTimeoutError()
            return response

    client = Client()
    lambda_eval_utils.boto_client_for = lambda **_: client
    execute = lambda_eval_utils.execute_lambda_function_integration

    def execute_with_context(env, **arguments):
        data = env.states.context_object.context_object_data
        call.context = {
            "execution": data["Execution"]["Id"],
            "state": data["State"]["Name"],
            "attempt": data["State"]["RetryCount"],
        }
        execute(env=env, **arguments)

    lambda_eval_utils.execute_lambda_function_integration = execute_with_context


def scale_pauses(waits: float, retries: float) -> None:
    """Multiplies waits and retry intervals: what is compared is what happens, not how long it takes."""
    retrier_decl.time = types.SimpleNamespace(**{**vars(time), "sleep": lambda seconds: time.sleep(seconds * retries)})
    wait = WaitFunction._wait_interval

    def wait_shortened(self, env, wait_seconds):
        wait(self, env=env, wait_seconds=wait_seconds * waits)

    WaitFunction._wait_interval = wait_shortened


def hand_on_errors_of_branches() -> None:
    """What no Catch took inside a Parallel or Map fails it under its name; moto takes names that begin with "States."
    for a mistake of the definition, which is States.Runtime, past every Catch."""

    class BranchErrorName(ErrorName):
        pass

    branches_decl.CustomErrorName = BranchErrorName
    iteration_worker.CustomErrorName = BranchErrorName


def give_each_attempt_its_token() -> None:
    """A retry of a waitForTaskToken task has a token of its own, and a token is good for one answer in time. moto keeps
    the token, and with it the answer that made the attempt fail; and it takes a second or late answer silently."""
    evaluate = ExecutionState._evaluate_with_timeout
    notify = CallbackPoolManager.notify

    def evaluate_with_token(self, env):
        data = env.states.context_object.context_object_data
        if "Task" in data and data["State"]["RetryCount"] > 0:
            env.callback_pool_manager.add(env.states.context_object.update_task_token())
        token = data.get("Task", {}).get("Token")
        try:
            evaluate(self, env)
        finally:
            endpoint = env.callback_pool_manager.get(token) if token else None
            if endpoint:
                endpoint.report(CallbackConsumerTimeout())

    def notify_once(self, callback_id, outcome):
        endpoint = self.get(callback_id)
        if endpoint and endpoint.get_outcome() is not None:
            raise CallbackNotifyConsumerError(CallbackConsumerTimeout())
        return notify(self, callback_id=callback_id, outcome=outcome)

    ExecutionState._evaluate_with_timeout = evaluate_with_token
    CallbackPoolManager.notify = notify_once


def read_escapes_in_strings() -> None:
    """moto takes state names, keys and literals of Assign with their JSON escapes as they stand in the text."""
    read = Preprocessor._inner_string_of

    def read_json(parser_rule_context):
        raw = read(parser_rule_context=parser_rule_context)
        return raw if raw is None or "\\" not in raw else json.loads(f'"{raw}"')

    Preprocessor._inner_string_of = staticmethod(read_json)


def write_assigned_variables_as_json() -> None:
    """In state-exited events; moto puts quotes around strings without escaping what is in them."""

    def assigned(self):
        return {name: to_json_str(self.get(name), separators=(",", ":")) for name in self._declaration_tracing}

    VariableStore.get_assigned_variables = assigned


def parse_each_definition_once() -> None:
    """Parsing is the slowest part of a run by far; the parsed program holds no state of an execution."""
    AmazonStateLanguageParser.parse = staticmethod(
        functools.lru_cache(maxsize=2_000)(AmazonStateLanguageParser.parse)
    )


def describe_failures_only_in_histories() -> None:
    """moto prints the whole component at every level that a failure passes."""
    eval_component.EvalComponent._log_failure_event_exception = lambda *_, **__: None
    eval_component.EvalComponent._log_exception = lambda *_, **__: None


def install(lambda_endpoint: str, waits: float, retries: float) -> None:
    """`waits` and `retries` are what their lengths are multiplied with."""
    fail_expressions_as_step_functions_does()
    assign_at_the_end_of_a_state()
    choose_as_step_functions_does()
    hand_on_errors_of_branches()
    give_each_attempt_its_token()
    read_escapes_in_strings()
    write_assigned_variables_as_json()
    invoke_functions_at(lambda_endpoint)
    scale_pauses(waits, retries)
    parse_each_definition_once()
    describe_failures_only_in_histories()
