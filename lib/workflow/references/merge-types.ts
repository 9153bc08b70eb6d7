import type { Fields, FieldType } from '../catalogue/catalogue.ts';

/**
 * The type of a value that is one thing on some paths and another on others. Objects are merged field by field, where
 * a field that only one has may be missing; what differs otherwise is of type any.
 */
export function mergeTypes(left: FieldType, right: FieldType): FieldType {
  const optional = left.optional || right.optional ? { optional: true } : {};
  if (left.type === 'object' && right.type === 'object') {
    const open = left.open || right.open ? { open: true } : {};
    return { type: 'object', fields: mergeFields(left.fields, right.fields), ...open, ...optional };
  }
  if (left.type === 'list' && right.type === 'list') {
    return { type: 'list', of: mergeTypes(left.of, right.of), ...optional };
  }
  if (left.type === 'text' && right.type === 'text') {
    const values = left.values && right.values && [...new Set([...left.values, ...right.values])];
    return { type: 'text', ...(values === undefined ? {} : { values }), ...optional };
  }
  return left.type === right.type ? { ...left, ...optional } : { type: 'any', ...optional };
}

function mergeFields(left: Fields, right: Fields): Fields {
  const merged = new Map<string, FieldType>();
  const others = new Map(Object.entries(right));
  for (const [name, type] of Object.entries(left)) {
    const other = others.get(name);
    merged.set(name, other === undefined ? { ...type, optional: true } : mergeTypes(type, other));
    others.delete(name);
  }
  for (const [name, type] of others) merged.set(name, { ...type, optional: true });
  return Object.fromEntries(merged);
}
