import { buildCondition } from '../conditions/build-condition.ts';
import { joinPointer } from '../json-pointer.ts';
import { durationSeconds } from '../schema/duration.ts';
import type { DoStep, ExperimentStep, GotoStep, RoutesStep, WaitForStep, WaitStep } from '../schema/step-schema.ts';
import { buildApprove } from './build-approve.ts';
import { buildCalendarWait } from './build-calendar-wait.ts';
import { buildRetry } from './build-retry.ts';
import { buildEach, buildParallel } from './build-scoped.ts';
import type { Making } from './building.ts';
import { checkInput } from './check-templates.ts';
import { conditionPlace } from './condition-places.ts';
import type { DoNode, ExperimentNode, JumpNode, Node, RoutesNode, WaitForNode, WaitNode } from './graph.ts';
import { nameOfId } from './name-of-id.ts';
import { baseOf, onError } from './node-base.ts';
import { targetOf } from './resolve-target.ts';

/** The node of a step; nothing for an `end`, a `fail` and a plain `goto`, which are ways and not places. */
export function buildNode(making: Making): Node | undefined {
  const { step } = making.written;
  if ('do' in step) return buildDo(step, making);
  if ('routes' in step) return buildRoutes(step, making);
  if ('wait' in step) return buildWait(step, making);
  if ('wait_for' in step) return buildWaitFor(step, making);
  if ('approve' in step) return buildApprove(step, making);
  if ('experiment' in step) return buildExperiment(step, making);
  if ('parallel' in step) return buildParallel(step, making);
  if ('each' in step) return buildEach(step, making);
  return 'goto' in step ? buildJump(step, making) : undefined;
}

function buildDo(step: DoStep, making: Making): DoNode {
  const { catalogue, report } = making.building;
  const { pointer } = making.written;
  const action = catalogue.actions.get(step.do);
  const input = step.with ?? {};
  for (const [key, value] of Object.entries(input)) {
    checkInput(value, action?.input[key], joinPointer(pointer, 'with', key), report);
  }
  const retry = buildRetry(step, action, pointer, report);
  return {
    kind: 'do',
    ...baseOf(making),
    action: step.do,
    input,
    ...(step.returns === undefined ? {} : { returns: step.returns }),
    ...(retry === undefined ? {} : { retry }),
    ...(step.timeout === undefined ? {} : { timeoutSeconds: durationSeconds(step.timeout) }),
    ...onError(step.on_error, making),
    next: making.next,
  };
}

function buildRoutes(step: RoutesStep, making: Making): RoutesNode {
  const place = conditionPlace(making.building, making.around.roots);
  const routes = step.routes.map(({ id, name = nameOfId(id), note, if: condition }, index) => ({
    id,
    name,
    ...(note === undefined ? {} : { note }),
    condition: buildCondition(condition, joinPointer(making.written.pointer, 'routes', index, 'if'), place),
    next: making.enter('routes', index, 'then'),
  }));
  return { kind: 'routes', ...baseOf(making), routes, otherwise: making.enter('otherwise') };
}

function buildWait(step: WaitStep, making: Making): WaitNode {
  const { zone, report } = making.building;
  const pointer = joinPointer(making.written.pointer, 'wait');
  const wait: WaitNode['wait'] =
    typeof step.wait === 'string'
      ? { kind: 'duration', seconds: durationSeconds(step.wait) }
      : { kind: 'calendar', calendar: buildCalendarWait(step.wait, zone, pointer, report) };
  if (wait.kind === 'duration' && step.on_error !== undefined) {
    const message = 'A wait of a fixed length cannot fail. Remove on_error';
    report('SB217', joinPointer(making.written.pointer, 'on_error'), message);
  }
  return { kind: 'wait', ...baseOf(making), wait, ...onError(step.on_error, making), next: making.next };
}

function buildWaitFor(step: WaitForStep, making: Making): WaitForNode {
  const place = conditionPlace(making.building, making.around.roots).receiving(step.wait_for);
  const pointer = joinPointer(making.written.pointer, 'if');
  return {
    kind: 'wait_for',
    ...baseOf(making),
    event: step.wait_for,
    ...(step.if === undefined ? {} : { condition: buildCondition(step.if, pointer, place) }),
    timeoutSeconds: durationSeconds(step.timeout),
    onEvent: making.enter('on_event'),
    onTimeout: making.enter('on_timeout'),
  };
}

function buildExperiment(step: ExperimentStep, making: Making): ExperimentNode {
  const variants = step.experiment.map(({ id, name = nameOfId(id), percent }, index) => ({
    id,
    name,
    percent,
    next: making.enter('experiment', index, 'then'),
  }));
  const holdOutPercent = step.hold_out ?? 0;
  return { kind: 'experiment', ...baseOf(making), variants, holdOutPercent, holdOut: making.next };
}

function buildJump(step: GotoStep, making: Making): JumpNode | undefined {
  if (step.times === undefined) return undefined;
  const { building, written } = making;
  const to = building.index.byId.get(step.goto);
  const target = to === undefined ? undefined : targetOf(building, to);
  if (target !== undefined && target.kind !== 'step') {
    const message = `"${step.goto}" ends the way, so that nothing repeats. Remove times, or jump to a step`;
    building.report('SB309', joinPointer(written.pointer, 'times'), message);
  }
  const id = target?.kind === 'step' ? target.step : step.goto;
  return { kind: 'jump', ...baseOf(making), to: id, times: step.times, next: making.next };
}
