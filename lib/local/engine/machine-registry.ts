import type { DatabaseSync } from 'node:sqlite';
import { notFound } from '../../errors/app-error.ts';
import type { StateMachines } from '../../ports/state-machines.ts';
import { loadMachine } from '../asl/load-machine.ts';
import type { Machine } from '../asl/machine.ts';
import type { GroupCommit } from '../sqlite/group-commit.ts';

/** The embedded engine's state machines: every published one stays until it is retired, since runs may be in it. */
export interface MachineRegistry extends StateMachines {
  /** The machine, loaded; AppError SB604 when no machine has that reference. */
  readonly find: (machineRef: string) => Machine;
}

/** Machines in SQLite, loaded when first needed. */
export function createMachineRegistry(database: DatabaseSync, commit: GroupCommit): MachineRegistry {
  const insert = database.prepare('INSERT INTO machines (ref, asl) VALUES (?, ?) ON CONFLICT (ref) DO NOTHING');
  const remove = database.prepare('DELETE FROM machines WHERE ref = ?');
  const select = database.prepare('SELECT asl FROM machines WHERE ref = ?');
  const loaded = new Map<string, Machine>();
  const find = (machineRef: string): Machine => {
    const known = loaded.get(machineRef);
    if (known !== undefined) {
      return known;
    }
    const row = select.get(machineRef);
    if (row === undefined) {
      throw notFound({
        code: 'SB604',
        message: `There is no state machine '${machineRef}'.`,
        resolution: 'Publish and activate the workflow again.',
      });
    }
    const machine = loadMachine(JSON.parse(String(row.asl)));
    loaded.set(machineRef, machine);
    return machine;
  };
  return {
    find,
    publish: async ({ workflow, hash, asl }) => {
      const ref = `local:${workflow}:${hash.slice(0, 32)}`;
      const machine = loadMachine(asl);
      commit.begin();
      insert.run(ref, JSON.stringify(asl));
      loaded.set(ref, machine);
      await commit.durable();
      return ref;
    },
    retire: async (machineRef) => {
      commit.begin();
      remove.run(machineRef);
      loaded.delete(machineRef);
    },
  };
}
