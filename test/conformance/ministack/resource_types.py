"""CloudFormation types that ministack does not know, so that the stack can be deployed as it is."""

import json

from ministack.services import eventbridge, stepfunctions
from ministack.services.cloudformation import provisioners

# Nothing that a test could see depends on these: they are recorded and nothing else.
_PLACEHOLDERS = (
    "AWS::CloudWatch::CompositeAlarm",
    "AWS::EventSchemas::Registry",
    "AWS::EventSchemas::Schema",
    "AWS::Events::EventBusPolicy",
    "AWS::Logs::QueryDefinition",
)


def _answer(response: tuple) -> dict:
    status, _, body = response
    answer = json.loads(body)
    if status != 200:
        raise ValueError(answer.get("message", answer))
    return answer


def _create_placeholder(logical_id: str, properties: dict, stack: str) -> tuple:
    return f"{stack}-{logical_id}", {}


def _create_archive(logical_id: str, properties: dict, stack: str) -> tuple:
    name = properties.get("ArchiveName") or f"{stack}-{logical_id}"[:48]
    answer = _answer(
        eventbridge._create_archive(
            {
                "ArchiveName": name,
                "EventSourceArn": properties["SourceArn"],
                "EventPattern": json.dumps(properties["EventPattern"]) if "EventPattern" in properties else "",
                "RetentionDays": properties.get("RetentionDays", 0),
            }
        )
    )
    return name, {"ArchiveName": name, "Arn": answer["ArchiveArn"]}


def _create_version(logical_id: str, properties: dict, stack: str) -> tuple:
    answer = _answer(
        stepfunctions._publish_state_machine_version(
            {
                "stateMachineArn": properties["StateMachineArn"],
                "revisionId": properties.get("StateMachineRevisionId"),
                "description": properties.get("Description", ""),
            }
        )
    )
    return answer["stateMachineVersionArn"], {"Arn": answer["stateMachineVersionArn"]}


def install() -> None:
    def keep(physical_id: str, *_: object) -> None:
        """Deleting the stack leaves what was made: the emulator is thrown away after the test."""

    def unchanged(physical_id: str, *_: object) -> tuple:
        return physical_id, {}

    added = {name: _create_placeholder for name in _PLACEHOLDERS}
    added["AWS::Events::Archive"] = _create_archive
    added["AWS::StepFunctions::StateMachineVersion"] = _create_version
    for name, create in added.items():
        if name in provisioners._RESOURCE_HANDLERS:
            raise RuntimeError(f"ministack knows {name} now: remove it from resource_types.py")
        provisioners._RESOURCE_HANDLERS[name] = {"create": create, "update": unchanged, "delete": keep}
